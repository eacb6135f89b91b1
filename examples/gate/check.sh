#!/bin/sh
# What the gate runs. Arguments are for gouji: ./check.sh --format json
# With --config, no gouji.toml that somebody puts beside a report has a say.
cd "$(dirname "$0")" || exit 2
exec gouji check --config gouji.toml "$@" reports
