using System.Globalization;
using Escalation.Decisions;

namespace Escalation.Handoff;

/// <summary>Tells a package on a page, what matters to the person first.</summary>
internal sealed class PackageReport(ContextPackage package, IPackagePage page)
{
    internal void Write()
    {
        page.Heading("Handoff");
        page.Fact("Escalation", package.EscalationId);
        Fact("Conversation", package.ConversationId);
        page.Fact("Queue", $"{package.Route.Queue} ({package.Route.Owner})");
        page.Note("Priority", PackageNames.Of(package.Route.Priority));
        page.Note("Made", Time(package.CreatedAt));
        Note("Due", package.Route.Deadline is { } deadline ? Time(deadline) : null);
        Fact("Rule", package.Route.Rule);
        Fact("Skills", package.Route.Skills.Count > 0 ? string.Join(", ", package.Route.Skills) : null);
        Fact("Sensitive", package.Labels.Count > 0 ? string.Join(", ", package.Labels) : null);
        Fact("Session", package.Correlation?.SessionId);
        Fact("Trace", package.Correlation?.TraceId);
        Fact("Tenant", package.Correlation?.TenantId);
        Requester();
        Problem();
        State();
        Why();
        Files();
        Transcript();
        Rest();
    }

    private void Requester()
    {
        if (package.Requester is not { } requester)
        {
            return;
        }

        page.Heading("Who asked");
        Fact("Name", requester.Name);
        Fact("Contact", requester.Contact);
        Fact("Language", requester.Language);
        Fact("Tier", requester.Tier);
    }

    private void Problem()
    {
        page.Heading("What was asked");
        Block("Request", package.OriginalRequest);
        Block("Summary", package.Summary);
        Block("The user was told", package.FallbackMessage);
        if (package.Understanding is not { } understanding)
        {
            return;
        }

        Fact("Intent", understanding.Intent);
        foreach ((string slot, string value) in understanding.Slots.OrderBy(slot => slot.Key, StringComparer.Ordinal))
        {
            page.Fact("Slot", $"{slot} = {value}");
        }

        Omitted("Slots left out", understanding.OmittedSlots);
        Note("Intent scores", understanding.IntentScores.Count > 0 ? string.Join(", ", understanding.IntentScores.Select(Number)) : null);
        foreach (RequestReading reading in understanding.Interpretations)
        {
            Block(reading.Score is { } score ? $"It may mean (score {Number(score)})" : "It may mean", reading.Text);
        }
    }

    private void State()
    {
        page.Heading("What was done");
        if (package.Attempted.Count == 0)
        {
            page.Note("Attempts", "none");
        }

        Omitted("Earlier attempts left out", package.OmittedAttempts);
        foreach (AttemptedAction attempt in package.Attempted)
        {
            page.Fact(string.Create(CultureInfo.InvariantCulture, $"Step {attempt.Step}, {(attempt.Failed ? "failed" : "done")}"), attempt.Action);
            Block("Arguments", attempt.Arguments);
            Block("Error", attempt.Result);
        }

        Omitted("Earlier results left out", package.OmittedResults);
        foreach (IntermediateResult result in package.IntermediateResults)
        {
            page.Fact(string.Create(CultureInfo.InvariantCulture, $"Result of step {result.Step}"), result.Source);
            Block("Found", result.Text);
        }

        if (package.BestGuess is { } guess)
        {
            page.Heading("Best guess");
            Note("Confidence", guess.Confidence is { } confidence ? Number(confidence) : null);
            Block("Answer", guess.Answer);
        }

        if (package.PendingAction is { } pending)
        {
            page.Heading("Waiting for approval");
            Entry(pending);
        }
    }

    private void Why()
    {
        EscalationCause why = package.Why;
        page.Heading("Why");
        page.Fact("Reason", why.Reason.Code);
        page.Note("Decision", $"{DecisionOutcomeNames.Of(why.Outcome)}, severity {PackageNames.Of(why.Severity)}");
        Block("In words", why.Summary);
        Fact("Class of the act", why.DecisionClass);
        Note("Costs", why.Costs is { } costs ? $"{Number(costs.WrongAct)} for a wrong act, {Number(costs.Escalation)} for an escalation" : null);
        foreach (TriggerFinding finding in why.Triggers)
        {
            page.Fact("Trigger", finding.Name);
            page.Note("Said", $"{DecisionOutcomeNames.Of(finding.Proposal)}, score {Number(finding.Score)} against {Number(finding.Threshold)}, severity {PackageNames.Of(finding.Severity)}");
            Block("Evidence", finding.Evidence);
        }
    }

    private void Files()
    {
        if (package.Attachments.Count + package.OmittedAttachments == 0)
        {
            return;
        }

        page.Heading("Files");
        foreach (AttachmentReference file in package.Attachments)
        {
            page.Fact("File", file.Name);
            page.Fact("Type", file.MediaType);
            Note("Bytes", file.Size?.ToString(CultureInfo.InvariantCulture));
            Fact("Where", file.Location is { } location ? PackageLocation.TextOf(location) : null);
            Fact("SHA-256", file.Sha256);
        }

        Omitted("Files left out", package.OmittedAttachments);
    }

    private void Transcript()
    {
        page.Heading("Conversation");
        if (package.TranscriptReference is { } reference)
        {
            Fact("Whole transcript", reference.Location is { } location ? PackageLocation.TextOf(location) : null);
            page.Note("Its steps", reference.Steps.ToString(CultureInfo.InvariantCulture));
            Fact("Its SHA-256", reference.Sha256);
        }

        foreach (TranscriptEntry entry in package.Transcript)
        {
            Entry(entry);
        }
    }

    private void Rest()
    {
        if (package.Attributes.Count + package.OmittedAttributes > 0)
        {
            page.Heading("Further facts");
            foreach ((string name, string value) in package.Attributes.OrderBy(attribute => attribute.Key, StringComparer.Ordinal))
            {
                page.Fact("Fact", $"{name} = {value}");
            }

            Omitted("Facts left out", package.OmittedAttributes);
        }

        PackageCompleteness completeness = package.Completeness;
        page.Heading("Completeness");
        page.Note("Score", Number(completeness.Score));
        Note("Missing", Names(completeness.Missing));
        Note("Shortened", Names(completeness.Shortened));
        Note("Withheld", Names(completeness.Withheld));
        foreach (UnreadablePart part in package.Unreadable)
        {
            page.Fact("Unreadable", $"{part.Part} ({part.Fault})");
        }

        foreach (RedactionCount count in package.Redaction?.Counts ?? [])
        {
            page.Fact("Redacted", string.Create(CultureInfo.InvariantCulture, $"{count.Field}: {count.Class} {count.Count} times ({PackageNames.Of(count.Method)})"));
        }
    }

    private void Entry(TranscriptEntry entry)
    {
        if (entry.Step is not { } step)
        {
            page.Note("Left out", string.Create(CultureInfo.InvariantCulture, $"{entry.Omitted!.Count} steps ({PackageNames.Of(entry.Omitted.Reason)})"));
            return;
        }

        string label = AgentStepJson.NameOf(step.Kind) + (step.IsError ? ", failed" : "") + (step.Vetoed ? ", refused by the policy" : "") + (step.At is { } at ? $", {Time(at)}" : "");
        if (step.Action is not null)
        {
            page.Fact(label, step.Action);
        }
        else if (step.Text is null)
        {
            page.Note("Step", label);
        }

        Block("Arguments", step.Arguments);
        Block(step.Action is null ? label : "Text", step.Text);
        Block("Result", step.Observation);
        Omitted("Characters cut off this step", entry.OmittedCharacters);
    }

    private void Fact(string label, string? value)
    {
        if (value is not null)
        {
            page.Fact(label, value);
        }
    }

    private void Note(string label, string? value)
    {
        if (value is not null)
        {
            page.Note(label, value);
        }
    }

    private void Block(string label, PackageText? text)
    {
        if (text is not null)
        {
            page.Block(label, text.Text, text.OmittedCharacters);
        }
    }

    private void Block(string label, string? text)
    {
        if (text is not null)
        {
            page.Block(label, text, 0);
        }
    }

    private void Omitted(string label, int count)
    {
        if (count > 0)
        {
            page.Note(label, count.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static string? Names(IReadOnlyList<string> names) => names.Count == 0 ? null : string.Join(", ", names);

    private static string Number(double value) => double.IsNaN(value) ? "unknown" : value.ToString("G6", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
