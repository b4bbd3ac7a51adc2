#!/bin/sh
# Prints what a process uses while it has nothing to do: CPU seconds over a span, the share of one core, and memory.
#
#   ops/measure-idle.sh PID [SECONDS]      SECONDS: 60 by default
#
# Reads /proc, so it needs Linux. Exits 0, or 2 for wrong usage, or 1 where the process ends meanwhile.
set -u

pid=${1:-}
seconds=${2:-60}
case "$pid:$seconds" in
    *[!0-9:]* | :* | *:)
        echo "usage: ops/measure-idle.sh PID [SECONDS]" >&2
        exit 2
        ;;
esac

# User and system time of the process in clock ticks; what stands in brackets may contain spaces.
ticks() {
    sed 's/.*) //' "/proc/$pid/stat" 2>/dev/null | awk '{ print $12 + $13 }'
}

kilobytes() {
    awk -v name="$1:" '$1 == name { print $2 }' "/proc/$pid/status" 2>/dev/null
}

before=$(ticks)
[ -n "$before" ] || {
    echo "measure-idle: there is no process $pid" >&2
    exit 1
}
sleep "$seconds"
after=$(ticks)
[ -n "$after" ] || {
    echo "measure-idle: process $pid has ended" >&2
    exit 1
}

awk -v used=$((after - before)) -v hertz="$(getconf CLK_TCK)" -v seconds="$seconds" \
    -v rss="$(kilobytes VmRSS)" -v most="$(kilobytes VmHWM)" 'BEGIN {
    printf "CPU        %.2f s in %d s, %.2f %% of a core\n", used / hertz, seconds, 100 * used / hertz / seconds
    printf "RSS        %.1f MB now, %.1f MB at most\n", rss / 1024, most / 1024
}'
