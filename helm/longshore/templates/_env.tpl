{{/*
One variable out of a Secret: one that is there, or the release's own made of secretValues.
Takes root, env, secret, key, value (its name in secretValues), job (whether a job before the installation reads it).
*/}}
{{- define "longshore.secret" -}}
{{- $own := include "longshore.fullname" .root -}}
{{- if and (not .secret) (not (get .root.Values.secretValues .value)) -}}
{{- fail (printf "%s is missing: name a Secret that has it, or give it in secretValues" .value) -}}
{{- end -}}
- name: {{ .env }}
  valueFrom:
    secretKeyRef:
      name: {{ .secret | default (.job | ternary (printf "%s-jobs" $own) $own) }}
      key: {{ empty .secret | ternary .value .key }}
{{- end }}

{{/* Settings as variables. Takes settings: a map by names of Spring; dash: what a program wants in its place, Spring nothing. */}}
{{- define "longshore.settings" -}}
{{- $dash := .dash -}}
{{- range $name, $value := .settings }}
- name: {{ regexReplaceAll "[^A-Za-z0-9]+" (replace "-" $dash $name) "_" | trimSuffix "_" | upper }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}

{{/* Takes root, user, job. */}}
{{- define "longshore.env.kafka" -}}
{{- $kafka := .root.Values.kafka -}}
{{- $passwords := include "longshore.kafka.passwords" .root | fromYaml -}}
- name: LONGSHORE_KAFKA
  value: {{ include "longshore.kafka" .root | quote }}
- name: LONGSHORE_KAFKA_PROTOCOL
  value: {{ $kafka.security }}
{{- if include "longshore.ca" (dict "root" .root "need" "kafka") }}
- name: LONGSHORE_KAFKA_CA
  value: /etc/longshore/kafka/ca.crt
{{- end }}
{{- if hasPrefix "SASL_" $kafka.security }}
- name: LONGSHORE_KAFKA_MECHANISM
  value: {{ $kafka.mechanism }}
- name: LONGSHORE_KAFKA_USER
  value: {{ .user }}
{{ include "longshore.secret" (dict "root" .root "job" .job "env" "LONGSHORE_KAFKA_PASSWORD" "value" (printf "kafka-%s" .user)
    "secret" ($passwords.secret | replace "{user}" .user) "key" ($passwords.key | replace "{user}" .user)) }}
{{- end }}
{{- end }}

{{/* Takes root, role, env, job. */}}
{{- define "longshore.env.postgres.password" -}}
{{- $given := .root.Values.postgres.passwords -}}
{{- include "longshore.secret" (dict "root" .root "env" .env "job" .job "value" (printf "postgres-%s" .role)
    "secret" ($given.secret | replace "{role}" (.role | replace "_" "-")) "key" ($given.key | replace "{role}" .role)) -}}
{{- end }}

{{/* Takes root. */}}
{{- define "longshore.env.postgres" -}}
{{- $postgres := .root.Values.postgres -}}
{{- $trust := "" -}}
{{- if hasPrefix "verify-" $postgres.sslmode -}}
{{- $trust = include "longshore.ca" (dict "root" .root "need" "postgres") | empty | ternary "&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory" "&sslrootcert=/etc/longshore/postgres/ca.crt" -}}
{{- end -}}
- name: LONGSHORE_POSTGRES
  value: {{ printf "jdbc:postgresql://%s:%v/%s?sslmode=%s%s" (required "postgres.host is missing" $postgres.host) $postgres.port $postgres.database $postgres.sslmode $trust | quote }}
{{- end }}

{{/* Takes root. */}}
{{- define "longshore.env.blobs" -}}
{{- $s3 := .root.Values.s3 -}}
{{- if and $s3.bucket .root.Values.blobs.volume -}}
{{- fail "s3.bucket and blobs.volume are both given: which one?" -}}
{{- else if .root.Values.blobs.volume -}}
- name: LONGSHORE_BLOBS
  value: /blobs
{{- else -}}
- name: LONGSHORE_S3_BUCKET
  value: {{ required "There is no place for blobs: give s3.bucket, or blobs.volume" $s3.bucket | quote }}
- name: LONGSHORE_S3_REGION
  value: {{ $s3.region }}
- name: LONGSHORE_S3_ENDPOINT
  value: {{ $s3.endpoint | quote }}
- name: LONGSHORE_S3_PREFIX
  value: {{ $s3.prefix | default (printf "%s/%s" .root.Release.Namespace .root.Release.Name) | quote }}
{{- if include "longshore.ca" (dict "root" .root "need" "blobs") }}
- name: LONGSHORE_S3_CA
  value: /etc/longshore/blobs/ca.crt
{{- end }}
{{- if kindIs "bool" $s3.pathStyle }}
- name: LONGSHORE_S3_PATHSTYLE
  value: {{ $s3.pathStyle | quote }}
{{- end }}
{{- if or $s3.credentials.secret (get .root.Values.secretValues "s3-access-key") }}
{{ include "longshore.secret" (dict "root" .root "job" false "env" "LONGSHORE_S3_ACCESSKEY" "value" "s3-access-key" "secret" $s3.credentials.secret "key" $s3.credentials.accessKey) }}
{{ include "longshore.secret" (dict "root" .root "job" false "env" "LONGSHORE_S3_SECRETKEY" "value" "s3-secret-key" "secret" $s3.credentials.secret "key" $s3.credentials.secretKey) }}
{{- end }}
{{- end }}
{{- end }}
