{{/* Ports and probes of a container. Takes root, name, service. */}}
{{- define "longshore.ports" -}}
{{- if eq .name "model-server" -}}
ports:
  - name: grpc
    containerPort: {{ .service.port }}
startupProbe: # the port opens when the encoders are loaded
  tcpSocket: {port: grpc}
  periodSeconds: 2
  failureThreshold: 150
readinessProbe: # none for being alive: a port stays open however the program is
  tcpSocket: {port: grpc}
  periodSeconds: 5
{{- else -}}
ports:
  {{- if .service.managementPort }}
  - name: http
    containerPort: {{ .service.port }}
  {{- end }}
  - name: management
    containerPort: {{ .service.managementPort | default .service.port }}
startupProbe:
  httpGet: {path: /actuator/health/liveness, port: management}
  periodSeconds: 2
  failureThreshold: 150
readinessProbe:
  httpGet: {path: /actuator/health/readiness, port: management}
  periodSeconds: 5
  timeoutSeconds: 3
livenessProbe:
  httpGet: {path: /actuator/health/liveness, port: management}
  periodSeconds: 10
  timeoutSeconds: 3
  failureThreshold: 6
{{- if .service.managementPort }}
lifecycle: # until nobody sends new requests here any more
  preStop: {sleep: {seconds: 5}}
{{- end }}
{{- end }}
{{- end }}
