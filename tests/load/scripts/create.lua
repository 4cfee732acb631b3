-- Makes a work order with every request, each with names of its own. PEM2_LOAD_BODY is the body, in which %ID% and
-- %KEY% stand for new UUIDs.
dofile(os.getenv("PEM2_LOAD_SCRIPTS") .. "/report.lua")

wrk.method = "POST"
wrk.headers["Authorization"] = os.getenv("PEM2_LOAD_AUTHORIZATION")
wrk.headers["Content-Type"] = "application/json"
wrk.headers["X-Pem2-Client"] = "load"

local before, between, after
local run, count = "", 0

function init()
  local body = os.getenv("PEM2_LOAD_BODY")
  before, between, after = body:match("^(.-)%%KEY%%(.-)%%ID%%(.*)$")
  local dice = io.open("/dev/urandom", "rb")
  run = dice:read(4):gsub(".", function(byte) return string.format("%02x", byte:byte()) end)
  dice:close()
end

local function uuid(kind)
  return string.format("%s-%s-4000-8000-%012x", run, kind, count)
end

function request()
  count = count + 1
  return wrk.format(nil, nil, nil, before .. uuid("aaaa") .. between .. uuid("bbbb") .. after)
end

function done(summary, latency) report(summary, latency) end
