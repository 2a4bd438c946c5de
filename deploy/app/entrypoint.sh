#!/bin/sh
# Makes the services' URLs from their addresses and from the password files under /run/secrets.
# A URL that is set already stays. Passwords made by "services secrets" need no escaping.
set -eu

secret() { cat "/run/secrets/$1"; }

: "${DATABASE_URL:=postgresql://cofferdam:$(secret postgres_password)@${POSTGRES_HOST}/cofferdam}"
: "${REDIS_URL:=redis://:$(secret redis_password)@${REDIS_HOST}}"
: "${INFLUX_URL:=http://cofferdam:$(secret influx_password)@${INFLUX_HOST}/cofferdam}"
: "${MQTT_URL:=mqtt://cofferdam:$(secret mosquitto_password)@${MQTT_HOST}}"
export DATABASE_URL REDIS_URL INFLUX_URL MQTT_URL

exec "$@"
