-- Neovim 0.11 or later: hublint beside gopls.
vim.lsp.config("hublint", {
  cmd = { "hublint", "lsp" },
  filetypes = { "go" },
  root_markers = { "go.work", "go.mod", ".git" },
})
vim.lsp.enable("hublint")

-- The way to the finding under the cursor becomes the location list, for :lnext and :lprev.
local function steps()
  local line = vim.api.nvim_win_get_cursor(0)[1] - 1
  for _, d in ipairs(vim.diagnostic.get(0, { lnum = line })) do
    local lsp = d.source == "hublint" and d.user_data and d.user_data.lsp
    if lsp and lsp.relatedInformation then
      local items = {}
      for i, step in ipairs(lsp.relatedInformation) do
        items[i] = {
          filename = vim.uri_to_fname(step.location.uri),
          lnum = step.location.range.start.line + 1,
          col = step.location.range.start.character + 1,
          text = step.message,
        }
      end
      vim.fn.setloclist(0, {}, " ", { title = d.message, items = items })
      vim.cmd("lfirst")
      return
    end
  end
end
vim.api.nvim_create_user_command("HublintSteps", steps, { desc = "Step through the way to a finding of hublint" })
