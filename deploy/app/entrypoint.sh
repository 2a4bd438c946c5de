#!/bin/sh
# Makes the services' URLs from their addresses and from the password files under /run/secrets.
# A URL that is set already stays. Passwords made by "services secrets" need no escaping.
set -eu

secret() { cat "/run/secrets/$1"; }

: "${DATABASE_URL:=postgresql://cofferdam:$(secret postgres_password)@${POSTGRES_HOST}/cofferdam}"
: "${REDIS_URL:=redis://:$(secret redis_password)@${REDIS_HOST}}"
: "${INFLUX_URL:=http://cofferdam:$(secret influx_password)@${INFLUX_HOST}/cofferdam}"
if [ -z "${MQTT_URL:-}" ]; then
  MQTT_URL="mqtt://cofferdam:$(secret mosquitto_password)@${MQTT_HOST}"
  # The drills' account is known of our own broker only; with another one, whoever brings it names it, or there are no drills.
  : "${DRILL_MQTT_URL:=mqtt://drills:$(secret mosquitto_drill_password)@${MQTT_HOST}}"
fi
export DATABASE_URL REDIS_URL INFLUX_URL MQTT_URL DRILL_MQTT_URL

exec "$@"
