-- Sends the requests of a list, one after another, and writes down what came back:  wrk -s wrk.lua URL -- FOLDER
-- There are as many connections as threads, so a thread has one, and an answer belongs to the request before it.
local threads = 0

function setup(thread)
	thread:set("id", threads)
	threads = threads + 1
end

function init(args)
	folder = args[1]
	requests = dofile(folder .. "/requests." .. id)
	answers = {}
end

-- Goes on only with an answer: wrk asks for the first request once more than it sends it.
function request()
	return requests[#answers + 1]
end

function response(status, headers, body)
	answers[#answers + 1] = status .. "\t" .. (headers["Location"] or "") .. "\t" .. body:gsub("%s+", " ")
	if #answers == #requests then
		local unfinished = folder .. "/unfinished." .. id
		local file = assert(io.open(unfinished, "w"))
		file:write(table.concat(answers, "\n"))
		file:close()
		os.rename(unfinished, folder .. "/answers." .. id)
		wrk.thread:stop()
	end
end
