import Basics
public import ImageGraph
public import ImageRegistry

/// Gives the images of a report, as their registry has them, other names there: another tag, or a place below another prefix. No engine
/// takes part, and no layer moves.
///
/// All or nothing as far as a registry allows it: first all manifests are read, then all images are brought to their new
/// repositories without a tag, and only then the tags are written.
public struct ImagePromotion: Sendable {
    /// One image to be promoted.
    public struct Job: Sendable, Hashable {
        /// Under which its registry has it.
        public let source: ImageReference
        /// What the report says that this names: `sha256:…`; nil: nothing.
        public let digest: String?
        /// What it is to be called, each with a tag; all of one repository.
        public let targets: [ImageReference]
    }

    /// How it ended for one image.
    public struct Outcome: Sendable {
        public let job: Job
        /// `sha256:…`; nil where it was not to be had.
        public let digest: String?
        /// The tags that were written.
        public let written: [ImageReference]
        /// Why not all of them were; nil: they were.
        public let failure: RegistryError?
    }

    private let inquiry: RegistryInquiry
    private let jobs: Int

    /// - Parameter jobs: how many images are worked on at once.
    public init(_ inquiry: RegistryInquiry, jobs: Int = 4) {
        self.inquiry = inquiry
        self.jobs = jobs
    }

    /// - Returns: one outcome a job, in the order of the jobs. Where one fails before tags are written, none is written.
    public func promote(_ all: [Job]) async -> [Outcome] {
        var images = await boundedMap(all, limit: jobs) { await read($0) }
        guard !images.contains(where: { $0.failure != nil }) else { return outcomes(images) }
        images = await boundedMap(images, limit: jobs) { await brought($0) }
        guard !images.contains(where: { $0.failure != nil }) else { return outcomes(images) }
        return outcomes(await boundedMap(images, limit: jobs) { await tagged($0) })
    }

    /// An image on its way.
    private struct Image: Sendable {
        let job: Job
        var manifest: RegistryManifest?
        /// Those of an index.
        var children: [RegistryManifest] = []
        var written: [ImageReference] = []
        var failure: RegistryError?
    }

    private func outcomes(_ images: [Image]) -> [Outcome] {
        images.map { image in
            Outcome(
                job: image.job,
                digest: image.manifest?.digest.description,
                written: image.written,
                failure: image.failure
            )
        }
    }

    private func read(_ job: Job) async -> Image {
        var image = Image(job: job)
        do throws(RegistryError) {
            let manifest = try await inquiry.manifest(job.source)
            if let digest = job.digest, manifest.digest.description != digest {
                throw RegistryError(
                    .refused(status: 409),
                    "\(job.source.familiar) is \(manifest.digest) by now, and \(digest) in the report",
                    hint: "somebody else has pushed it; push the report's image again"
                )
            }
            image.manifest = manifest
            guard case .index(let descriptors) = manifest.content, isElsewhere(job) else { return image }
            for descriptor in descriptors {
                image.children.append(try await inquiry.manifest(try exact(job.source, descriptor.digest)))
            }
        } catch {
            image.failure = error
        }
        return image
    }

    /// Brings an image to another repository, where it is to have one; without a tag, so that nobody finds it yet.
    private func brought(_ image: Image) async -> Image {
        guard let manifest = image.manifest, let target = image.job.targets.first, isElsewhere(image.job) else {
            return image
        }
        var image = image
        do throws(RegistryError) {
            for part in image.children + [manifest] {
                try await inquiry.mount(part.blobs, from: image.job.source, to: target)
                try await inquiry.write(part, as: try exact(target, part.digest))
            }
        } catch {
            image.failure = error
        }
        return image
    }

    private func tagged(_ image: Image) async -> Image {
        guard let manifest = image.manifest else { return image }
        var image = image
        for target in image.job.targets {
            do throws(RegistryError) {
                if Task.isCancelled { throw RegistryError(.cancelled, "cancelled") }
                try await inquiry.write(manifest, as: target)
                image.written.append(target)
            } catch {
                // Registries with immutable tags refuse to have one written again.
                if let there = try? await inquiry.manifest(target), there.digest == manifest.digest {
                    image.written.append(target)
                    continue
                }
                image.failure = error
                return image
            }
        }
        return image
    }

    private func isElsewhere(_ job: Job) -> Bool { job.targets.first?.name != job.source.name }

    private func exact(_ reference: ImageReference, _ digest: ContentDigest) throws(RegistryError) -> ImageReference {
        do throws(ReferenceError) {
            return try reference.withDigest(digest.description)
        } catch {
            throw RegistryError(.invalid, "\(error)")
        }
    }
}

extension RegistryManifest {
    /// What must be in a repository before the manifest can be: nothing of an index, whose parts are manifests.
    fileprivate var blobs: [ContentDigest] {
        guard case .image(let configuration, let layers) = content else { return [] }
        var known: Set<ContentDigest> = []
        return ([configuration] + layers).map(\.digest).filter { known.insert($0).inserted }
    }
}
