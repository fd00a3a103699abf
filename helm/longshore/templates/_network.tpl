{{/* Rules of egress for what a part needs. Takes root, needs. */}}
{{- define "longshore.egress" -}}
{{- $values := .root.Values -}}
- ports: # DNS
    - {port: 53, protocol: UDP}
    - {port: 53, protocol: TCP}
{{- if has "kafka" .needs }}
{{ include "longshore.egress.rule" (dict "to" $values.networkPolicy.to.kafka "ports" (regexFindAll ":[0-9]+" (include "longshore.kafka" .root) -1 | uniq)) }}
{{- end }}
{{- if has "postgres" .needs }}
{{ include "longshore.egress.rule" (dict "to" $values.networkPolicy.to.postgres "ports" (list $values.postgres.port)) }}
{{- end }}
{{- if and (has "blobs" .needs) $values.s3.bucket }}
{{- $default := hasPrefix "http:" $values.s3.endpoint | ternary ":80" ":443" }}
{{ include "longshore.egress.rule" (dict "to" $values.networkPolicy.to.blobs "ports" (list (regexFind ":[0-9]+" $values.s3.endpoint | default $default))) }}
{{- end }}
{{- if has "models" .needs }}
{{- $to := $values.networkPolicy.to.models }}
{{- if (index $values.services "model-server").enabled }}
{{- $to = list (dict "podSelector" (dict "matchLabels" (include "longshore.selector" (dict "root" .root "name" "model-server") | fromYaml))) }}
{{- end }}
{{ include "longshore.egress.rule" (dict "to" $to "ports" (regexFindAll ":[0-9]+" (include "longshore.models" .root) -1)) }}
{{- end }}
{{- with $values.networkPolicy.egress }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* Takes to: peers, none for anyone; ports, a colon before each is passed over. */}}
{{- define "longshore.egress.rule" -}}
- ports:
    {{- range .ports }}
    - {port: {{ toString . | trimPrefix ":" }}, protocol: TCP}
    {{- end }}
  {{- with .to }}
  to: {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}
