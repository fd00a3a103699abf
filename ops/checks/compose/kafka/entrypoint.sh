#!/bin/bash
# What the official image does with its environment: KAFKA_A_B__C___D is a.b_c-d of server.properties; the volume is formatted once.
set -euo pipefail
for name in "${!KAFKA_@}"; do
  [[ $name != KAFKA_HEAP_OPTS ]] || continue
  key=${name#KAFKA_}
  key=${key//___/-}
  key=${key//__/+}
  key=${key//_/.}
  key=${key//+/_}
  printf '%s=%s\n' "${key,,}" "${!name}"
done >/tmp/server.properties
kafka=(java $KAFKA_HEAP_OPTS -XX:+UseG1GC -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -cp '/opt/kafka/libs/*')
"${kafka[@]}" kafka.tools.StorageTool format -t "$CLUSTER_ID" -c /tmp/server.properties --ignore-formatted
exec "${kafka[@]}" kafka.Kafka /tmp/server.properties
