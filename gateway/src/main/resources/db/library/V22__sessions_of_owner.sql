-- So many logins of one owner are kept at once.
create index api_key_sessions_of_owner on api_key (tenant, owner) where session;
