import Basics
import DockerEngine
import ImageGraph
import RebuildPlanning

extension Executor {
    /// How many images the engine is asked about at once.
    private static var questions: Int { 4 }

    /// Takes the build tag from every image that carries it without deserving it, before anything is built.
    ///
    /// The user's document says that imagebuilder deletes no image. The engine deletes one with its last tag, so an
    /// image about to lose its last one is first given the tag `obsolete-<first 12 of its id>`, unless the user forces
    /// the removal.
    ///
    /// The report names an image before it loses anything, so that a run that is killed leaves none that nobody knows of.
    func takeObsoleteTags(_ plan: RebuildPlan, _ builder: inout ReportBuilder) async {
        for image in plan.images {
            for obsolete in image.obsoleteTags {
                builder.recordObsolete(obsolete.imageID, tags: obsolete.tags, image: image, isTaken: false)
            }
        }
        save(&builder)
        for image in plan.images {
            for (id, references) in image.obsoleteReferences {
                if await keepsAll(references, of: id, image, &builder) { builder.forgetObsolete(id, image: image) }
                save(&builder)
            }
        }
    }

    /// Takes over what a run that was cut off says of obsolete images, before its report is replaced: nobody else may know of them.
    ///
    /// Images that are gone meanwhile, that carry the build tag or that this run keeps are left out.
    func takeOverObsolete(_ plan: RebuildPlan, of file: ActionsFile?, _ builder: inout ReportBuilder) async {
        guard options.resumed == nil, let earlier = try? file?.read(),
            earlier.outcome == .running || earlier.outcome == .interrupted
        else { return }
        let kept = Set(plan.images.compactMap(\.imageID))
        let entries = earlier.obsolete.filter { $0.id.map { !kept.contains($0) } ?? false }
        let now = await tags(of: entries.compactMap(\.id))
        for entry in entries {
            guard let id = entry.id, let tags = now[id], !tags.isEmpty,
                let image = plan.images.first(where: {
                    $0.reference.familiarName == entry.base && $0.role == .buildable
                }),
                !tags.map(ImageReference.familiar).contains("\(image.reference.familiarName):\(plan.buildTag)")
            else { continue }
            builder.leave(id, tags: tags, because: entry.reason ?? "", in: .obsolete, image)
        }
    }

    /// - Returns: whether none of them was taken. One of which that is not known counts as taken.
    private func keepsAll(
        _ references: [String],
        of id: String,
        _ image: PlannedImage,
        _ builder: inout ReportBuilder
    ) async -> Bool {
        var keepsAll = true
        for reference in references where !Task.isCancelled {
            do throws(EngineError) {
                if try await take(reference, from: id, image, &builder) { keepsAll = false }
            } catch {
                handler(.warning("\(reference) stays on \(id): \(error)"))
            }
        }
        return keepsAll
    }

    /// - Returns: false where it was not there any more.
    /// - Throws: where it is still there.
    private func take(
        _ reference: String,
        from id: String,
        _ image: PlannedImage,
        _ builder: inout ReportBuilder
    ) async throws(EngineError) -> Bool {
        // Another run may have moved the tag since the plan was made; then it is no longer ours to take.
        guard let now = try await engine.inspectImage(reference), now.id == id else { return false }
        var left = now.repoTags.filter { $0 != reference }
        // One of a run that was cut off does not hold an image: it goes.
        if left.allSatisfy({ (try? ImageReference(parsing: $0))?.isUnfinished ?? false }), !options.forceUntag {
            let tag = ReportBuilder.obsoleteTag(id)
            try await engine.tag(id, repository: image.reference.familiarName, tag: tag)
            left.append("\(image.reference.familiarName):\(tag)")
            builder.recordObsolete(id, tags: left, image: image, isTaken: false)
            save(&builder)
        }
        do throws(EngineError) {
            _ = try await engine.untag(reference)
        } catch {
            // The engine may have done it, where its answer is all that was lost.
            if let isThere = try? await engine.inspectImage(reference)?.id == id, isThere { throw error }
            handler(.warning("\(reference) may be gone from \(id): \(error)"))
            return true
        }
        builder.recordObsolete(id, tags: left, image: image, isTaken: true)
        handler(.untagged(reference: reference, id: id))
        return true
    }

    /// Takes the tag `obsolete-<id>` from an image that is kept again: its other tags hold it now.
    func takePassingTag(after result: ImageResult, of image: PlannedImage) async {
        guard let id = result.keptID, image.role == .buildable else { return }
        let name = "\(image.reference.familiarName):\(ReportBuilder.obsoleteTag(id))"
        guard inventory?.image(id: id)?.tags.contains(where: { $0.familiar == name }) ?? false else { return }
        do throws(EngineError) {
            guard let now = try await engine.inspectImage(name), now.id == id, now.repoTags.count > 1 else { return }
            _ = try await engine.untag(name)
            handler(.untagged(reference: name, id: id))
        } catch {
            handler(.warning("\(name) stays on \(id): \(error)"))
        }
    }

    /// The tags of images, by id; none for one that is gone. Images that the engine cannot be asked about are left out.
    func tags(of ids: [String]) async -> [String: [String]] {
        let engine = engine
        let answers = await boundedMap(ids, limit: Self.questions) { id -> (String, [String])? in
            do throws(EngineError) {
                return (id, try await engine.inspectImage(id)?.repoTags ?? [])
            } catch {
                return nil
            }
        }
        return Dictionary(answers.compactMap(\.self)) { first, _ in first }
    }
}

extension PlannedImage {
    /// The tags to take from other images, by the image that carries them, in the plan's order.
    fileprivate var obsoleteReferences: [(id: String, references: [String])] {
        var found: [(id: String, references: [String])] = []
        for tag in obsoleteTags {
            if let position = found.firstIndex(where: { $0.id == tag.imageID }) {
                found[position].references.append(tag.reference)
            } else {
                found.append((tag.imageID, [tag.reference]))
            }
        }
        return found
    }
}
