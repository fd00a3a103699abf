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

{{/* Where the users' passwords are: Strimzi's own unless others are named. */}}
{{- define "longshore.kafka.passwords" -}}
{{- $kafka := .Values.kafka -}}
{{- if and $kafka.strimzi.enabled (not $kafka.passwords.secret) -}}
{{- dict "secret" "{user}" "key" "password" | toYaml -}}
{{- else -}}
{{- toYaml $kafka.passwords -}}
{{- end -}}
{{- end }}

{{/*
The volume with the certificate of the authority that what is needed is signed by; nothing where Java's own are asked.
Takes root, need: kafka, postgres or blobs.
*/}}
{{- define "longshore.ca" -}}
{{- $values := .root.Values -}}
{{- $name := get (dict "kafka" "kafka" "postgres" "postgres" "blobs" "s3") .need -}}
{{- $ca := (get $values $name).ca -}}
{{- $secret := $ca.secret -}}
{{- if and $ca.secret $ca.configMap -}}
{{- fail (printf "%s.ca.secret and %s.ca.configMap are both given: which one?" $name $name) -}}
{{- else if and (eq $name "kafka") $values.kafka.strimzi.enabled (not $ca.secret) -}}
{{- $secret = printf "%s-cluster-ca-cert" $values.kafka.strimzi.cluster -}}
{{- else if and (eq $name "s3") (or $ca.secret $ca.configMap) (not (hasPrefix "https:" (default "https:" $values.s3.endpoint))) -}}
{{- fail (printf "s3.ca is given, and s3.endpoint %s is not by https" $values.s3.endpoint) -}}
{{- end -}}
{{- $items := list (dict "key" $ca.key "path" "ca.crt") -}}
{{- if $ca.configMap -}}
configMap: {{ dict "name" $ca.configMap "items" $items | toJson }}
{{- else if $secret -}}
secret: {{ dict "secretName" $secret "items" $items | toJson }}
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
