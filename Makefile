# SPDX-FileCopyrightText: 2026 Planraum contributors
# SPDX-License-Identifier: EUPL-1.2

SHELL := /bin/bash
export GOBIN := $(CURDIR)/bin

# Tools, pinned. The first use builds them; Go keeps them afterwards.
TEMPL       := go run github.com/a-h/templ/cmd/templ@v0.3.977
GOFUMPT     := go run mvdan.cc/gofumpt@v0.12.0
STATICCHECK := go run honnef.co/go/tools/cmd/staticcheck@v0.8.2

ASSETS := internal/web/assets

.DEFAULT_GOAL := help
.PHONY: help run build test soak bench assets generate fmt lint check-fmt check-assets check-generate check-deploy pictures clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## build, create the example city where it is missing, and serve it on 127.0.0.1:8080
	@mkdir -p var
	bin/planraum serve --demo --database var/planraum.db

build: ## build bin/planraum
	go build -o bin/planraum ./cmd/planraum

test: ## set up what the tests need and run them all
	@scripts/setup-tests.sh
	@scripts/test.sh ./...

soak: ## what takes too long for every day: kill 5,000 writers and 200 imports on each database, 200 backups and restores; protect large cities, forecast asylum series from each month
	PLANRAUM_SOAK=5000 go test -count=1 -v -timeout 4h -run TestKilledWrites ./cmd/planraum
	PLANRAUM_SOAK=200 go test -count=1 -v -timeout 1h -run "TestKilled(Imports|Backups|Restores|Issues)" ./cmd/planraum
	go test -count=1 -v -tags soak -run 'LargeTable|CityTotalsLast' ./internal/method/disclosure
	go test -count=1 -v -tags soak -run 'EachMonth|PooledErrors' ./internal/method/forecast

bench: ## measure and write docs/benchmarks.md and docs/benchmarks-import.md; takes about twenty minutes and wants the machine for itself
	go run ./tools/bench
	PLANRAUM_BENCH_FIGURES=200000 go test -run '^$$' -bench Ledger/sqlite -benchtime 20x ./internal/store
	go test -run '^$$' -bench DistrictLists -benchtime 1x ./cmd/planraum
	go test -run '^$$' -bench . -benchtime 0.3s -benchmem ./internal/method/... ./internal/exchange/table ./internal/api ./internal/desk/outlook
	go test -run '^$$' -bench Yearly -benchtime 3x ./internal/desk/report
	scripts/bench-methods.sh

assets: $(ASSETS)/dist/manifest.json ## rebuild the style sheet and the script where a source is newer

$(ASSETS)/dist/manifest.json: $(ASSETS)/node_modules/.package-lock.json $(wildcard $(ASSETS)/src/* tools/assets/*.go internal/exchange/chart/*.go)
	go run ./tools/assets

$(ASSETS)/node_modules/.package-lock.json: $(ASSETS)/package.json $(ASSETS)/package-lock.json
	cd $(ASSETS) && npm ci
	@touch $@

generate: ## rebuild the Go code of the templates
	$(TEMPL) generate

fmt: ## format Go code and templates
	$(GOFUMPT) -w .
	$(TEMPL) fmt .

lint: ## vet and staticcheck
	go vet ./...
	$(STATICCHECK) ./...

check-fmt: ## fail where Go code is not formatted
	@out=$$($(GOFUMPT) -l .) && { [ -z "$$out" ] || { echo "not formatted (make fmt):"; echo "$$out"; exit 1; }; }

check-assets: $(ASSETS)/node_modules/.package-lock.json ## fail where the built style sheet or script is not what its sources give
	go run ./tools/assets -check

check-generate: ## fail where the Go code of the templates is not what the templates give
	@scripts/check-generate.sh $(TEMPL)

check-deploy: ## check the systemd unit, and try the static program in an empty root folder (as root)
	scripts/check-deploy.sh

pictures: build ## renew the pictures in the README from the running example
	go run ./tools/pictures

clean: ## remove what was built; the database in var stays
	rm -rf bin build
