;; lsp-mode: hublint beside gopls. Eglot has one server for a buffer only.
(with-eval-after-load 'lsp-mode
  (lsp-register-client
   (make-lsp-client
    :new-connection (lsp-stdio-connection '("hublint" "lsp"))
    :activation-fn (lsp-activate-on "go")
    :language-id "go"
    :add-on? t
    :priority 0
    :server-id 'hublint)))
