{{/* What goes out of a part, as the end of a policy's spec. Takes root, needs, settings, egress: further rules. */}}
{{- define "longshore.outgoing" -}}
{{- $policy := .root.Values.networkPolicy -}}
{{- if $policy.limitEgress -}}
policyTypes: [Ingress, Egress]
egress:
  {{- $dns := $policy.to.dns }}
  - ports:
      {{- range $dns.ports | default (list 53) }}
      - {port: {{ . }}, protocol: UDP}
      - {port: {{ . }}, protocol: TCP}
      {{- end }}
    {{- with $dns.peers }}
    to: {{- toYaml . | nindent 6 }}
    {{- end }}
  {{- range $need := without .needs "repository" }}
  {{- $to := get $policy.to $need }}
  {{- $ports := $to.ports | default (include "longshore.reached" (dict "root" $.root "need" $need "settings" $.settings) | fromYamlArray) }}
  {{- $peers := $to.peers }}
  {{- if and (eq $need "models") (index $.root.Values.services "model-server").enabled }}
  {{- $peers = list (dict "podSelector" (dict "matchLabels" (include "longshore.selector" (dict "root" $.root "name" "model-server") | fromYaml))) }}
  {{- end }}
  {{- with $ports }}
  - ports:
      {{- range . }}
      - {port: {{ . }}, protocol: TCP}
      {{- end }}
    {{- with $peers }}
    to: {{- toYaml . | nindent 6 }}
    {{- end }}
  {{- end }}
  {{- end }}
  {{- with .egress }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- else -}}
policyTypes: [Ingress]
{{- end -}}
{{- end }}

{{/* Ports of the addresses that are given for what is needed, as a list; empty where there is none. Takes root, need, settings. */}}
{{- define "longshore.reached" -}}
{{- $values := .root.Values -}}
{{- $found := list -}}
{{- if eq .need "kafka" -}}
{{- $found = regexFindAll ":[0-9]+" (include "longshore.kafka" .root) -1 -}}
{{- else if eq .need "postgres" -}}
{{- $found = list $values.postgres.port -}}
{{- else if eq .need "models" -}}
{{- $found = regexFindAll ":[0-9]+$" (include "longshore.models" .root) -1 -}}
{{- else if eq .need "blobs" -}}
{{- if $values.s3.bucket -}}
{{- $found = list (include "longshore.port" ($values.s3.endpoint | default "https://s3.amazonaws.com")) -}}
{{- end -}}
{{- else -}}
{{- $names := get (dict "issuers" "(?i)^longshore\\.access\\.oidc\\.issuers.*(issuer|jwk-?set-?uri)$" "endpoint" "(?i)^longshore\\.generation\\.endpoint$") .need -}}
{{- range $name, $value := .settings -}}
{{- if regexMatch $names $name -}}
{{- $found = append $found (include "longshore.port" $value) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- range $found | uniq }}
- {{ toString . | trimPrefix ":" }}
{{- end }}
{{- end }}

{{/* The port of a URL. */}}
{{- define "longshore.port" -}}
{{- $default := hasPrefix "http:" . | ternary ":80" ":443" -}}
{{- regexFind "^https?://[^/]+" . | regexFind ":[0-9]+$" | default $default -}}
{{- end }}
