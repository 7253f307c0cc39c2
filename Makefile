# The commands of this project; README.md says what each is for.

SWIFT_FLAGS ?= -j 2

.PHONY: build test demo install deb readme docs picture lint examples corpus fuzz faults walk engine-walk bench stop-engine

build:
	@scripts/install-tools build
	swift build $(SWIFT_FLAGS)

# Installs what is missing, starts the private engine and registry, runs all tests against them.
test:
	@scripts/test

# The stripped release with manual pages, completions and schemas: make install PREFIX=$HOME/.local, DESTDIR for packagers.
PREFIX ?= /usr/local
install:
	@PREFIX='$(PREFIX)' DESTDIR='$(DESTDIR)' scripts/package install

# The same as a Debian package, below .build/package.
deb:
	@scripts/package deb

# Runs what README.md and docs/ci tell people to type.
readme: build
	@scripts/install-tools schemas || true
	@scripts/engine start && eval "$$(scripts/engine env)" && scripts/readme

# The DocC archives of all libraries, below .build/docs.
docs: build
	@scripts/docs

# Draws the picture of README.md anew.
picture: demo
	@eval "$$(scripts/engine env)" && scripts/picture

# Lays out a small repo checkout and runs the main job on it three times.
demo:
	@scripts/demo

lint:
	scripts/check-docs
	scripts/rooms
	swift format lint --strict --recursive --parallel Package.swift Sources Tests Examples

# Builds and runs the programs of Examples/, and compares the public API with what docs/api says of it.
examples: build
	scripts/examples
	scripts/api

# Checks every reader against real inputs and the answers of the tools that own the formats: make corpus CORPUS=FOLDER
corpus:
	@test -d "$(CORPUS)" || { echo "corpus: give the folder: make corpus CORPUS=FOLDER" >&2; exit 2; }
	@scripts/install-tools build
	IMAGEBUILDER_CORPUS="$$(cd "$(CORPUS)" && pwd)" swift test $(SWIFT_FLAGS) --filter CorpusTests

# Feeds the readers what nobody wrote: make fuzz SECONDS_EACH=600
fuzz:
	Fuzz/manifest $(SECONDS_EACH)
	Fuzz/imagegraph $(SECONDS_EACH)

# Runs the main job through connections that break, ends it by signals, lets its registries say what registries say, from many
# seeds, and crowds its engine: make faults RUNS=200 KILLS=200 ANSWERS=20 CROWDS=20 SEED=1
RUNS ?= 200
KILLS ?= 200
ANSWERS ?= 20
CROWDS ?= 20
SEED ?= 1
faults:
	IMAGEBUILDER_FAULT_RUNS=$(RUNS) IMAGEBUILDER_KILL_RUNS=$(KILLS) IMAGEBUILDER_FAULT_SEED=$(SEED) \
		IMAGEBUILDER_ANSWER_RUNS=$(ANSWERS) IMAGEBUILDER_CROWD_RUNS=$(CROWDS) \
		scripts/test --filter 'IntegrationTests\.(FaultTests|KillTests|AnswerTests|CrowdedTests)'

# Changes trees of every kind at random, and holds what is said of them against git and the disk: make walk STEPS=20000 SEED=1
STEPS ?= 5000
walk:
	IMAGEBUILDER_WALK_STEPS=$(STEPS) IMAGEBUILDER_WALK_SEED=$(SEED) swift test $(SWIFT_FLAGS) --filter '\.WalkTests|IndexStatCheckTests/randomSteps'

# The same, built on an engine after every step: what is in the images is what is on disk: make engine-walk STEPS=300 SEED=1
engine-walk: STEPS = 300
engine-walk:
	IMAGEBUILDER_ENGINE_WALK_STEPS=$(STEPS) IMAGEBUILDER_WALK_SEED=$(SEED) scripts/test --filter EngineWalkTests

# Builds trees of up to 200,000 files and times plans of them against what no plan can do without; the same for builds: 15 minutes.
bench:
	@Benchmarks/run $(SECTIONS)

stop-engine:
	@for kind in docker newest podman; do IMAGEBUILDER_ENGINE_KIND=$$kind scripts/engine stop; done
