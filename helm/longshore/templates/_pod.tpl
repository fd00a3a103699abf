{{/* What a service is told. Takes root, name, service. */}}
{{- define "longshore.env" -}}
{{- $own := dict "root" .root "user" (printf "%s-svc" .name) "role" .service.schema "job" false -}}
- name: JDK_JAVA_OPTIONS
  value: -Xmx{{ .service.heap }}
{{- if eq .name "model-server" }}
- name: LONGSHORE_MODELS_ADDRESS
  value: 0.0.0.0:{{ .service.port }}
{{- else }}
- name: SERVER_ADDRESS
  value: 0.0.0.0
- name: SERVER_PORT
  value: {{ .service.port | quote }}
{{- end }}
{{- if has "kafka" .service.needs }}
{{ include "longshore.env.kafka" $own }}
- name: LONGSHORE_TOPICS_CREATE
  value: "false"
{{- end }}
{{- if has "postgres" .service.needs }}
{{ include "longshore.env.postgres" $own }}
{{ include "longshore.env.postgres.password" (set $own "env" "LONGSHORE_POSTGRES_PASSWORD") }}
- name: LONGSHORE_MIGRATE
  value: "false"
{{- end }}
{{- if has "blobs" .service.needs }}
{{ include "longshore.env.blobs" $own }}
{{- end }}
{{- if has "models" .service.needs }}
- name: LONGSHORE_MODELS_ADDRESS
  value: {{ include "longshore.models" .root | quote }}
{{- end }}
{{- if has "repository" .service.needs }}
- name: LONGSHORE_MODELS_REPOSITORY
  value: /models
{{- end }}
{{- if .service.managementPort }}
{{ include "longshore.env.door" . }}
{{- end }}
{{- if eq .name "model-server" }}{{/* no program of Spring's: what it doesn't know ends it */}}
{{- include "longshore.settings" (dict "settings" .service.settings "dash" "_") }}
{{- else }}
{{- include "longshore.settings" (dict "settings" (merge (dict) (.service.settings | default dict) .root.Values.settings) "dash" "") }}
{{- end }}
{{- with concat .root.Values.env (.service.env | default list) }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* What the door alone is told. Takes root, service. */}}
{{- define "longshore.env.door" -}}
- name: MANAGEMENT_SERVER_PORT
  value: {{ .service.managementPort | quote }}
{{- if or .root.Values.ingress.enabled .root.Values.httpRoute.enabled }}
- name: SERVER_FORWARDHEADERSSTRATEGY
  value: native
{{- end }}
{{- if or .root.Values.adminKey.secret (get .root.Values.secretValues "admin-key") }}
{{ include "longshore.secret" (dict "root" .root "job" false "env" "LONGSHORE_ACCESS_ADMINKEY" "value" "admin-key" "secret" .root.Values.adminKey.secret "key" .root.Values.adminKey.key) }}
{{- end }}
{{- end }}

{{/* What a container may. */}}
{{- define "longshore.restricted" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}

{{/* Whose a pod's processes are, where it runs. Takes root, name, pod: the values of all and of the service together. */}}
{{- define "longshore.pod" -}}
{{- $security := .root.Values.securityContext -}}
automountServiceAccountToken: false
enableServiceLinks: false # their names would be read as settings
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
securityContext:
  runAsNonRoot: true
  {{- with $security.runAsUser }}
  runAsUser: {{ . }}
  {{- end }}
  {{- with $security.runAsGroup }}
  runAsGroup: {{ . }}
  {{- end }}
  {{- with $security.fsGroup }}
  fsGroup: {{ . }}
  fsGroupChangePolicy: OnRootMismatch
  {{- end }}
  seccompProfile: {type: RuntimeDefault}
{{- with .pod.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .pod.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .pod.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .pod.affinity }}
affinity: {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* Takes root, service. */}}
{{- define "longshore.mounts" -}}
- name: tmp
  mountPath: /tmp
{{- range $mount := include "longshore.volumes.used" . | fromYamlArray }}
- name: {{ $mount.name }}
  mountPath: {{ $mount.path }}
  {{- if $mount.readOnly }}
  readOnly: true
  {{- end }}
{{- end }}
{{- end }}

{{/* Takes root, service. */}}
{{- define "longshore.volumes" -}}
- name: tmp
  emptyDir: {sizeLimit: {{ .service.tmp }}}
{{- range $mount := include "longshore.volumes.used" . | fromYamlArray }}
- name: {{ $mount.name }}
  {{- toYaml $mount.volume | nindent 2 }}
{{- end }}
{{- end }}

{{/* Volumes beside /tmp, as a list. Takes root, service. */}}
{{- define "longshore.volumes.used" -}}
{{- $values := .root.Values -}}
{{- range $need := list "blobs" "kafka" "postgres" -}}
{{- if and (has $need $.service.needs) (or (ne $need "blobs") $values.s3.bucket) }}
{{- with include "longshore.ca" (dict "root" $.root "need" $need) }}
- name: {{ $need }}-ca
  path: /etc/longshore/{{ $need }}
  readOnly: true
  volume: {{- nindent 4 . }}
{{- end }}
{{- end }}
{{- end }}
{{- if and (has "blobs" .service.needs) $values.blobs.volume }}
- name: blobs
  path: /blobs
  volume: {{- toYaml $values.blobs.volume | nindent 4 }}
{{- end }}
{{- if has "repository" .service.needs }}
- name: models
  path: /models
  readOnly: true
  {{- if not $values.models.volume }}
  {{- fail "models.volume is missing: the volume with the model repository, of which embedder and reranker read the tokenizer" }}
  {{- end }}
  volume: {{- toYaml $values.models.volume | nindent 4 }}
{{- end }}
{{- end }}
