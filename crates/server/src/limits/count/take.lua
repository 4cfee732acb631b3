-- Takes some of a bucket, all or none: KEYS[1] the bucket; ARGV: units wanted, now, units that run off in a millisecond,
-- units that it holds. Answers whether they were taken, and how many units are in it. As in db/limits.rs.
local wanted, now, off, room = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local level = redis.call('HMGET', KEYS[1], 'used', 'at')
if not level[1] then
  redis.call('HSET', KEYS[1], 'used', ARGV[1], 'at', ARGV[2])
  redis.call('PEXPIRE', KEYS[1], 120000)
  return {1, wanted}
end
local used, at = tonumber(level[1]), tonumber(level[2])
-- A server whose clock is behind waits for nothing to run off.
local rest = math.max(used - math.max(now - at, 0) * off, 0)
if rest + wanted > room then
  return {0, rest}
end
-- Lua writes a large number with fewer digits than it has.
redis.call('HSET', KEYS[1], 'used', string.format('%.0f', rest + wanted), 'at', string.format('%.0f', math.max(at, now)))
redis.call('PEXPIRE', KEYS[1], 120000)
return {1, rest + wanted}
