{{/* When something of the jobs is made and goes. Takes weight, when: before, after or both. */}}
{{- define "longshore.hook" -}}
{{- $before := "pre-install,pre-upgrade,pre-rollback" -}}
{{- $after := "post-install,post-upgrade,post-rollback" -}}
helm.sh/hook: {{ get (dict "before" $before "after" $after "both" (printf "%s,%s" $before $after)) .when }}
helm.sh/hook-weight: {{ .weight | quote }}
helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
{{- end }}

{{/* A job that a service's program does in its place. Takes root, job, when, weight, service, arguments, env, needs, waits: seconds. */}}
{{- define "longshore.job" -}}
{{- $root := .root -}}
{{- $part := dict "root" $root "name" "jobs" "pod" $root.Values.pod "service" (merge (dict "needs" .needs) .service) -}}
apiVersion: batch/v1
kind: Job
metadata:
  name: {{ include "longshore.fullname" $root }}-{{ .job }}
  namespace: {{ $root.Release.Namespace }}
  labels: {{- include "longshore.labels" $part | nindent 4 }}
  annotations: {{- include "longshore.hook" . | nindent 4 }}
spec:
  backoffLimit: 3
  activeDeadlineSeconds: {{ add $root.Values.jobs.deadlineSeconds (.waits | default 0) }}
  template:
    metadata:
      labels:
        {{- include "longshore.selector" $part | nindent 8 }}
        {{- with $part.pod.labels }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      {{- with $part.pod.annotations }}
      annotations: {{- toYaml . | nindent 8 }}
      {{- end }}
    spec:
      restartPolicy: Never
      serviceAccountName: {{ include "longshore.fullname" $root }}-jobs
      {{- include "longshore.pod" $part | nindent 6 }}
      containers:
        - name: {{ .job }}
          image: {{ include "longshore.image" $part }}
          imagePullPolicy: {{ $root.Values.image.pullPolicy }}
          args: {{ toJson .arguments }}
          securityContext: {{- include "longshore.restricted" $root | nindent 12 }}
          env:
            {{- .env | nindent 12 }}
            {{- include "longshore.settings" (dict "settings" $root.Values.settings "dash" "") | nindent 12 }}
            {{- with $root.Values.env }}
            {{- toYaml . | nindent 12 }}
            {{- end }}
          {{- with $root.Values.envFrom }}
          envFrom: {{- toYaml . | nindent 12 }}
          {{- end }}
          resources: {{- toYaml .service.resources | nindent 12 }}
          volumeMounts: {{- include "longshore.mounts" $part | nindent 12 }}
      volumes: {{- include "longshore.volumes" $part | nindent 8 }}
{{- end }}
