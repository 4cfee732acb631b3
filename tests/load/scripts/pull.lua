-- A phone that asks for news and there are none.
dofile(os.getenv("PEM2_LOAD_SCRIPTS") .. "/report.lua")

wrk.method = "POST"
wrk.headers["Authorization"] = os.getenv("PEM2_LOAD_AUTHORIZATION")
wrk.headers["Content-Type"] = "application/json"
wrk.headers["X-Pem2-Client"] = "load"
wrk.body = os.getenv("PEM2_LOAD_BODY")

function done(summary, latency) report(summary, latency) end
