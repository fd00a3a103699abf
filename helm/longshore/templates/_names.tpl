{{/* Name of the release in all names. */}}
{{- define "longshore.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end }}

{{/* What selects the pods of a part. Takes root, name. */}}
{{- define "longshore.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .name }}
{{- end }}

{{/* Takes root, name of a part. */}}
{{- define "longshore.labels" -}}
{{ include "longshore.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end }}

{{/* Takes root, service. */}}
{{- define "longshore.image" -}}
{{- $image := .root.Values.image -}}
{{- $name := list $image.registry $image.repository .service.image | compact | join "/" -}}
{{- if .service.digest -}}
{{- printf "%s@%s" $name .service.digest -}}
{{- else -}}
{{- printf "%s:%s" $name ($image.tag | default .root.Chart.AppVersion) -}}
{{- end -}}
{{- end }}

{{/* The services that run, as a map. */}}
{{- define "longshore.services" -}}
{{- $enabled := dict -}}
{{- range $name, $service := .Values.services -}}
{{- if ne (get $service "enabled" | toString) "false" -}}
{{- $_ := set $enabled $name $service -}}
{{- end -}}
{{- end -}}
{{- toYaml $enabled -}}
{{- end }}

{{/* Where Kafka is. */}}
{{- define "longshore.kafka" -}}
{{- $kafka := .Values.kafka -}}
{{- if or $kafka.bootstrap (not $kafka.strimzi.enabled) -}}
{{- required "kafka.bootstrap is missing: host:port of the brokers, or set kafka.strimzi.enabled" $kafka.bootstrap -}}
{{- else -}}
{{- printf "%s-kafka-bootstrap:%v" (required "kafka.strimzi.cluster is missing: the name of the Kafka resource" $kafka.strimzi.cluster) $kafka.strimzi.port -}}
{{- end -}}
{{- end }}

{{/* Where the users' passwords are, and in which Secret the authority's certificate is: Strimzi's own unless others are named. */}}
{{- define "longshore.kafka.passwords" -}}
{{- $kafka := .Values.kafka -}}
{{- if and $kafka.strimzi.enabled (not $kafka.passwords.secret) -}}
{{- dict "secret" "{user}" "key" "password" | toYaml -}}
{{- else -}}
{{- toYaml $kafka.passwords -}}
{{- end -}}
{{- end }}
{{- define "longshore.kafka.ca" -}}
{{- $kafka := .Values.kafka -}}
{{- if and $kafka.strimzi.enabled (not $kafka.ca.secret) -}}
{{- printf "%s-cluster-ca-cert" $kafka.strimzi.cluster -}}
{{- else -}}
{{- $kafka.ca.secret -}}
{{- end -}}
{{- end }}

{{/* Where the models are. */}}
{{- define "longshore.models" -}}
{{- $server := index .Values.services "model-server" -}}
{{- if and $server.enabled .Values.models.address -}}
{{- fail "models.address and services.model-server.enabled are both given: which one?" -}}
{{- else if $server.enabled -}}
{{- printf "%s-model-server:%v" (include "longshore.fullname" .) $server.port -}}
{{- else -}}
{{- required "models.address is missing: host:port of a Triton's gRPC, or set services.model-server.enabled" .Values.models.address -}}
{{- end -}}
{{- end }}
