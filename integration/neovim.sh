#!/usr/bin/env bash
# A real editor shows what the language server finds: Neovim opens a file with mistakes, has the
# findings of the command, steps through the way to one, and has none left when they are corrected
# in the buffer, without a file being written.
source "$(dirname "$0")/prepare.sh"
needs nvim
cp -R "$sample" "$work/sample" && cd "$work/sample"
wanted . | sed -n 's#^gateway/##p' >"$work/want"

cat >"$work/check.lua" <<'LUA'
-- What examples/neovim.lua does, in the words of older versions too.
if not vim.lsp.config then
  vim.lsp.config, vim.lsp.enable = function(_, config)
    local id = vim.lsp.start_client({ name = "hublint", cmd = config.cmd, root_dir = vim.fn.getcwd() })
    vim.lsp.buf_attach_client(0, id)
  end, function() end
end
dofile(os.getenv("EXAMPLE"))
vim.api.nvim_exec_autocmds("FileType", { pattern = "go" })

local function say(...) io.stdout:write(string.format(...) .. "\n") end
local function wait(what, f)
  if not vim.wait(120000, f, 50) then
    say("FAIL: no %s", what)
    vim.cmd("cquit 1")
  end
end

wait("finding", function() return #vim.diagnostic.get(0) > 0 end)
for _, d in ipairs(vim.diagnostic.get(0)) do
  say("found %s:%d %s", vim.fn.expand("%:t"), d.lnum + 1, d.code or d.user_data.lsp.code)
end
vim.api.nvim_win_set_cursor(0, { vim.diagnostic.get(0)[1].lnum + 1, 0 })
vim.cmd("HublintSteps")
for _, item in ipairs(vim.fn.getloclist(0)) do
  say("step %s:%d %s", vim.fn.fnamemodify(vim.fn.bufname(item.bufnr), ":t"), item.lnum, item.text)
end
vim.cmd("silent! buffer gateway.go")
vim.api.nvim_buf_set_lines(0, 0, -1, false, { "package gateway" })
wait("end of the findings", function() return #vim.diagnostic.get(0) == 0 end)
say("corrected")
vim.cmd("qall!")
LUA
mkdir "$work/bin" && cp "$HUBLINT" "$work/bin/hublint"
(cd gateway && EXAMPLE=$here/examples/neovim.lua PATH=$work/bin:$PATH XDG_STATE_HOME=$work XDG_DATA_HOME=$work XDG_CACHE_HOME=$work XDG_CONFIG_HOME=$work \
	timeout 300 nvim --headless --clean gateway.go -c "luafile $work/check.lua" >"$work/text" 2>"$work/errors") || fail "nvim: $(cat "$work/text" "$work/errors")"
sed -n 's/^found //p' "$work/text" | LC_ALL=C sort >"$work/got"
same "Neovim" "$work/want" "$work/got"
exits 1 "$HUBLINT" ./gateway >"$work/short"
sed -nE 's#^\t([^:]*/)?([^:/]+:[0-9]+):[0-9]+: #\2 #p' "$work/short" >"$work/want-steps"
sed -n 's/^step //p' "$work/text" >"$work/got"
same "the steps in the location list" "$work/want-steps" "$work/got"
grep -qx corrected "$work/text" || fail "nvim: $(cat "$work/text")"
seen "no finding is left after the buffer has been corrected"
