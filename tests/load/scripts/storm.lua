-- People who sign in, one company's admin after the other. In PEM2_LOAD_BODY %N% stands for the company's number, of
-- which there are PEM2_LOAD_COMPANIES.
dofile(os.getenv("PEM2_LOAD_SCRIPTS") .. "/report.lua")

wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["X-Pem2-Client"] = "load"

local before, after
local companies, count = 1, 0

function init()
  before, after = os.getenv("PEM2_LOAD_BODY"):match("^(.-)%%N%%(.*)$")
  companies = tonumber(os.getenv("PEM2_LOAD_COMPANIES"))
end

function request()
  count = count + 1
  return wrk.format(nil, nil, nil, before .. (count % companies) .. after)
end

function done(summary, latency) report(summary, latency) end
