-- How a collection is searched, where that differs from the service's defaults: contracts.question.RetrievalSettings as JSON.
alter table collection add column settings text;
