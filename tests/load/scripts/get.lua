-- One GET, over and over.
dofile(os.getenv("PEM2_LOAD_SCRIPTS") .. "/report.lua")

wrk.headers["Authorization"] = os.getenv("PEM2_LOAD_AUTHORIZATION")

function done(summary, latency) report(summary, latency) end
