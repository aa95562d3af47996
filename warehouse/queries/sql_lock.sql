-- What must an analyst's question not do? Read other files, fetch anything, undo these settings.
SET autoinstall_known_extensions = FALSE;

SET enable_external_access = FALSE;

SET lock_configuration = TRUE;
