-- What an answer's receipt holds beside how it came about. Columns are only added: the version before writes rows without them.
alter table answer
  add column coverage double precision, -- of the question's words by the evidence, 0 to 1
  add column tokens   text;             -- that a language model took; null where none did or its server doesn't say
