-- What wrk runs: asks for the paths of a file in turn, and prints what came of it as one line of JSON.
local paths, at = {}, 0

function init(arguments)
  for line in io.lines(arguments[1]) do
    paths[#paths + 1] = line
  end
end

function request()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '\n{"seconds": %f, "answered": %d, "p50": %f, "p95": %f, "failed": %d, "received": %d}\n',
    summary.duration / 1e6, summary.requests, latency:percentile(50) / 1e6, latency:percentile(95) / 1e6,
    errors.status + errors.connect + errors.read + errors.write + errors.timeout, summary.bytes))
end
