-- run.lua - runs the golden cases: what the program prints, compared byte by byte.
--
--   lua5.4 tests/golden/run.lua ASSAY_BINARY SOURCE_DIR [--update] [FILTER]
--
-- A case is a file tests/golden/*/*.case; README.md describes its sections. With
-- --update the expected sections are rewritten in place: read the change before you
-- believe it. FILTER is a plain part of the case's path. Needs a POSIX shell and diff.

local SECTIONS = { command = true, stdout = true, stderr = true, status = true, needs = true }

-- Shell ------------------------------------------------------------------------------

local function quote(text)
  return "'" .. text:gsub("'", "'\\''") .. "'"
end

local function shell(command)
  local _, how, code = os.execute(command)
  return how == "exit" and code or 128 + code
end

local function lines_of(command)
  local list = {}
  local pipe <close> = assert(io.popen(command))
  for line in pipe:lines() do list[#list + 1] = line end
  return list
end

local function read(path)
  local file <close> = assert(io.open(path, "rb"))
  return file:read("a")
end

local function write(path, text)
  local file <close> = assert(io.open(path, "wb"))
  assert(file:write(text))
end

-- Cases ------------------------------------------------------------------------------

-- "-- stdout:", "-- file essays/a.txt:", "-- status: 2" -> kind, name, rest of the line
local function section_of(line)
  local kind, rest = line:match("^%-%- (%l+):%s*(.-)%s*$")
  if kind and SECTIONS[kind] then return kind, nil, rest end
  local name = line:match("^%-%- file (.+):%s*$")
  if name then return "file", name, "" end
end

-- A list of sections { kind, name, head, body } and the text before the first.
local function parse(text, path)
  local case = { path = path, about = "", sections = {} }
  local current
  for line in text:gmatch("([^\n]*\n?)") do
    local kind, name, rest = section_of((line:gsub("\n$", "")))
    if kind then
      current = { kind = kind, name = name, head = rest, body = "" }
      table.insert(case.sections, current)
      if kind ~= "file" then
        assert(not case[kind], path .. ": section '" .. kind .. "' appears twice")
        case[kind] = current
      end
    elseif current then
      current.body = current.body .. line
    else
      case.about = case.about .. line
    end
  end
  assert(case.command, path .. ": no section '-- command:'")
  return case
end

-- Empty lines at the end of an expected section only separate it from the next one;
-- output that ends with empty lines cannot be told from output that does not.
local function trim(text)
  return (text:gsub("\n+$", "\n"):gsub("^\n$", ""))
end

local function expected(case, kind)
  if kind == "status" then
    local section = case.status
    return section and (section.head ~= "" and section.head or trim(section.body):gsub("%s", ""))
      or "0"
  end
  return case[kind] and trim(case[kind].body) or ""
end

-- Output that does not end its last line says so, because the case file has to.
local function visible(text)
  if text ~= "" and text:sub(-1) ~= "\n" then text = text .. "\n\\ no newline at the end\n" end
  return trim(text)
end

-- Running ----------------------------------------------------------------------------

local function prepare(folder, case)
  assert(shell("mkdir -p " .. quote(folder .. "/work")) == 0)
  for _, section in ipairs(case.sections) do
    if section.kind == "file" then
      local path = folder .. "/work/" .. section.name
      assert(shell("mkdir -p " .. quote(path:match("^(.*)/"))) == 0)
      write(path, trim(section.body))
    end
  end
end

local function environment(binary, source)
  local variables = {
    "ASSAY=" .. quote(binary),
    "SOURCE=" .. quote(source),
    "CORPORA=" .. quote(source .. "/corpora"),
    "SCRIPTS=" .. quote(source .. "/tests/golden/scripts"),
    "ASSAY_SCRIPTS=" .. quote(source .. "/scripts:" .. source .. "/tests/golden/scripts"),
    "LC_ALL=C TERM=dumb",
  }
  return "unset NO_COLOR ASSAY_NO_COLOR CLICOLOR CLICOLOR_FORCE COLUMNS; export "
    .. table.concat(variables, " ") .. "; "
end

local function run(folder, case, settings)
  prepare(folder, case)
  local script = folder .. "/command.sh"
  write(script, settings.environment .. "cd " .. quote(folder .. "/work") .. " || exit 99\n"
    .. case.command.head .. "\n" .. case.command.body)
  local status = shell(("sh %s </dev/null >%s 2>%s"):format(quote(script),
    quote(folder .. "/stdout"), quote(folder .. "/stderr")))
  return {
    stdout = visible(read(folder .. "/stdout")),
    stderr = visible(read(folder .. "/stderr")),
    status = tostring(status),
  }
end

-- Comparing --------------------------------------------------------------------------

local function show_difference(folder, kind, want, got)
  print("  " .. kind .. ":")
  if kind == "status" then
    print(("    expected %s, got %s"):format(want, got))
    return
  end
  write(folder .. "/expected", want)
  write(folder .. "/got", got)
  local diff = lines_of(("diff -a -u --label expected --label got %s %s"):format(
    quote(folder .. "/expected"), quote(folder .. "/got")))
  for _, line in ipairs(diff) do print("    " .. line) end
end

local function compare(folder, case, result)
  local passed = true
  for _, kind in ipairs { "stdout", "stderr", "status" } do
    local want = expected(case, kind)
    if want ~= result[kind] then
      if passed then print("FAILED " .. case.path) end
      passed = false
      show_difference(folder, kind, want, result[kind])
    end
  end
  return passed
end

-- Rewriting --------------------------------------------------------------------------

local function update(case, result)
  local out = { case.about }
  local function put(text) out[#out + 1] = text end
  for _, section in ipairs(case.sections) do
    if section.kind == "file" then
      put("-- file " .. section.name .. ":\n" .. section.body)
    elseif section.kind == "command" then
      put(("-- command: %s"):format(section.head):gsub("%s+$", "") .. "\n" .. trim(section.body))
    end
  end
  if result.stdout ~= "" then put("-- stdout:\n" .. result.stdout) end
  if result.stderr ~= "" then put("-- stderr:\n" .. result.stderr) end
  put("-- status: " .. result.status .. "\n")
  local text = table.concat(out)
  if text == read(case.path) then return end
  write(case.path, text)
  print("updated " .. case.path)
end

-- main -------------------------------------------------------------------------------

local function options(arguments)
  local o = { positional = {} }
  for _, argument in ipairs(arguments) do
    if argument == "--update" then
      o.update = true
    else
      table.insert(o.positional, argument)
    end
  end
  if #o.positional < 2 or #o.positional > 3 then
    io.stderr:write("usage: lua5.4 run.lua ASSAY_BINARY SOURCE_DIR [--update] [FILTER]\n")
    os.exit(2)
  end
  return o
end

local function absolute(path)
  if path:sub(1, 1) == "/" then return path end
  return lines_of("pwd")[1] .. "/" .. path
end

-- The libraries that the build lacks, by their lines in --version: { gumbo = true }.
local function lacking(binary)
  local names = {}
  for _, line in ipairs(lines_of(quote(binary) .. " --version")) do
    local name = line:match("^(%l+) .*not built in")
    if name then names[name] = true end
  end
  return names
end

local function is_built(case, lacks)
  for name in (case.needs and case.needs.head or ""):gmatch("%S+") do
    if lacks[name] then return false end
  end
  return true
end

local function main()
  local o = options(arg)
  local binary, source = absolute(o.positional[1]), absolute(o.positional[2])
  local filter = o.positional[3] or ""
  if shell(quote(binary) .. " --version >/dev/null") ~= 0 then
    io.stderr:write("run.lua: '", binary, "' does not run\n")
    os.exit(2)
  end
  local settings = { environment = environment(binary, source) }
  local paths = lines_of("LC_ALL=C ls " .. quote(source .. "/tests/golden") .. "/*/*.case")
  local folder = lines_of("mktemp -d")[1]
  local lacks = lacking(binary)
  local passed, failed, skipped = 0, 0, 0
  for _, path in ipairs(paths) do
    local case = path:find(filter, #source + 1, true) and parse(read(path), path)
    if case and not is_built(case, lacks) then
      skipped = skipped + 1
    elseif case then
      local place = ("%s/%d"):format(folder, passed + failed)
      local result = run(place, case, settings)
      if o.update then
        update(case, result)
        passed = passed + 1
      elseif compare(place, case, result) then
        passed = passed + 1
      else
        failed = failed + 1
      end
    end
  end
  shell("chmod -R u+rwX " .. quote(folder) .. " && rm -rf " .. quote(folder))
  print(("%d %s, %d failed%s"):format(passed, o.update and "written" or "passed", failed,
    skipped > 0 and (", %d need what this build lacks"):format(skipped) or ""))
  os.exit(failed == 0 and passed > 0)
end

main()
