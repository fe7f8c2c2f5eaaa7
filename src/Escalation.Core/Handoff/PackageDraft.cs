using Escalation.Decisions;
using Escalation.Redaction;

namespace Escalation.Handoff;

/// <summary>Takes the parts of a turn that surround the conversation: who asked, how the request was understood, ids, attributes and files.</summary>
internal sealed class PackageDraft(AgentTurn turn, PackageLimits limits, PackageRedaction redaction, RedactionLedger ledger)
{
    /// <summary>The most slots, scores and interpretations each; a classifier of more intents tells a person nothing.</summary>
    private const int MostOfUnderstanding = 100;

    private readonly List<UnreadablePart> _unreadable = [];

    internal TextBudget Budget { get; } = new(limits, redaction, ledger);

    internal IReadOnlyList<UnreadablePart> Unreadable => _unreadable;

    /// <summary>Reads a part; when it throws, the rest of the package must not be lost with it.</summary>
    internal T Read<T>(string part, Func<T> read, T otherwise)
    {
        try
        {
            return read();
        }
        catch (Exception fault)
        {
            _unreadable.Add(new UnreadablePart(part, fault.GetType().FullName ?? fault.GetType().Name));
            return otherwise;
        }
    }

    internal Requester? Requester() => turn.Requester is { } asked
        ? new Requester(
            Budget.TakeOptional(asked.Name, PackageField.RequesterName)?.Text,
            Budget.TakeOptional(asked.Contact, PackageField.RequesterContact)?.Text,
            Budget.TakeOptional(asked.Language, PackageField.RequesterLanguage)?.Text,
            Budget.TakeOptional(asked.Tier, PackageField.RequesterTier)?.Text)
        : null;

    internal Correlation? Correlation() => turn.Correlation is { } ids
        ? new Correlation(
            Budget.TakeOptional(ids.SessionId, PackageField.SessionId)?.Text,
            Budget.TakeOptional(ids.TraceId, PackageField.TraceId)?.Text,
            Budget.TakeOptional(ids.TenantId, PackageField.TenantId)?.Text)
        : null;

    internal RequestUnderstanding? Understanding()
    {
        if (turn.Intent is null && turn.Slots is null && turn.IntentScores.IsEmpty && turn.Interpretations is null)
        {
            return null;
        }

        var slots = new Dictionary<string, string>(StringComparer.Ordinal);
        int omitted = 0;
        foreach ((string name, string value) in InOrder(turn.Slots))
        {
            omitted += slots.Count < MostOfUnderstanding && Whole(name, value, PackageField.Slots, DataClass.Content) is { } slot && slots.TryAdd(slot.Name, slot.Value) ? 0 : 1;
        }

        return new RequestUnderstanding
        {
            Intent = Budget.TakeOptional(turn.Intent, PackageField.Intent)?.Text,
            Slots = slots,
            OmittedSlots = omitted,
            IntentScores = turn.IntentScores.Length <= MostOfUnderstanding ? turn.IntentScores.ToArray() : [],
            Interpretations = [.. (turn.Interpretations ?? []).Where(reading => reading is not null).Take(MostOfUnderstanding).Select(reading => new RequestReading(Budget.Take(reading.Text, PackageField.Interpretations), reading.Score))],
        };
    }

    /// <summary>Half an attribute would be misread, so each is whole or left out. One that is erased is left out with its name, which may say as much as its value.</summary>
    internal (IReadOnlyDictionary<string, string> Kept, int Omitted) Attributes()
    {
        var kept = new Dictionary<string, string>(StringComparer.Ordinal);
        int omitted = 0;
        foreach ((string name, string value) in InOrder(turn.Attributes))
        {
            DataClass data = redaction.ClassOfAttribute(name);
            if (redaction.MethodFor(data) == RedactionMethod.Erase)
            {
                ledger.Add(PackageField.Attributes, data, RedactionMethod.Erase);
                omitted++;
                continue;
            }

            omitted += kept.Count < limits.MaximumAttempts && Whole(name, value, PackageField.Attributes, data) is { } fact && kept.TryAdd(fact.Name, fact.Value) ? 0 : 1;
        }

        return (kept, omitted);
    }

    internal (IReadOnlyList<AttachmentReference> Kept, int Omitted) Attachments()
    {
        var kept = new List<AttachmentReference>();
        foreach (AttachmentReference? file in turn.Attachments ?? [])
        {
            if (file is not null && kept.Count < limits.MaximumAttachments
                && Budget.TakeWhole(file.Name, PackageField.AttachmentName) is { } name
                && Budget.TakeWhole(file.MediaType, PackageField.AttachmentMediaType) is { } type)
            {
                kept.Add(file with { Name = name, MediaType = type, Location = Location(file.Location, PackageField.AttachmentLocation) });
            }
        }

        return (kept, (turn.Attachments?.Count ?? 0) - kept.Count);
    }

    /// <summary>An address is whole or gone: masked, hashed or cut it would lead somewhere else.</summary>
    internal Uri? Location(Uri? address, string field)
    {
        if (address is null)
        {
            return null;
        }

        if (redaction.MethodFor(PackageField.Classes[field]) != RedactionMethod.Keep)
        {
            ledger.Add(field, PackageField.Classes[field], RedactionMethod.Erase);
            return null;
        }

        return address.IsAbsoluteUri && PackageLocation.TryParse(Budget.TakeWhole(PackageLocation.TextOf(address), field), out Uri? whole) ? whole : null;
    }

    private (string Name, string Value)? Whole(string name, string value, string field, DataClass data)
    {
        // A dictionary may hold null whatever its type says.
        PackageText takenName = Budget.Take(name, field, DataClass.Operational);
        PackageText takenValue = Budget.Take(value, field, data);
        return takenName.IsWhole && takenValue.IsWhole ? (takenName.Text, takenValue.Text) : null;
    }

    private static IEnumerable<KeyValuePair<string, string>> InOrder(IReadOnlyDictionary<string, string>? facts) =>
        (facts ?? new Dictionary<string, string>()).OrderBy(fact => fact.Key, StringComparer.Ordinal);
}
