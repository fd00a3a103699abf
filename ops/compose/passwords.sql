-- From the environment, at every start: another password of a role in .env is another password here (the superuser's is that of the volume).
\getenv owner OWNER_PASSWORD
\getenv library LIBRARY_PASSWORD
\getenv retrieval RETRIEVAL_PASSWORD
\getenv memory MEMORY_PASSWORD
\getenv generation GENERATION_PASSWORD
alter role longshore_owner password :'owner';
alter role library password :'library';
alter role retrieval password :'retrieval';
alter role memory password :'memory';
alter role generation password :'generation';
