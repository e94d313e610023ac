"""The house: rooms hold the domain, doors (web, api, jobs, backstage) translate between the street and the rooms."""
