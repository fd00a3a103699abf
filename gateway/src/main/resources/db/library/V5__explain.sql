-- How an answer came about, where that was asked for. Columns are only added: the version before writes rows without them.
alter table answer add column explain text;
