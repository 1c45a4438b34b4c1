-- Neovim with nvim-lint: hublint on the package of the buffer, when it is written.
require("lint").linters.hublint = function()
  return {
    name = "hublint",
    cmd = "hublint",
    stdin = false, -- it reads the files
    append_fname = false, -- and whole packages
    cwd = vim.fn.expand("%:p:h"),
    ignore_exitcode = true,
    -- The steps of a finding begin with a tab, and do not match.
    parser = require("lint.parser").from_pattern(
      "^([^%s:][^:]*):(%d+):(%d+): (.+) %((%l+)%)$",
      { "file", "lnum", "col", "message", "code" },
      nil,
      { source = "hublint" }
    ),
  }
end
require("lint").linters_by_ft.go = { "hublint" }

vim.api.nvim_create_autocmd("BufWritePost", {
  pattern = "*.go",
  callback = function()
    require("lint").try_lint()
  end,
})
