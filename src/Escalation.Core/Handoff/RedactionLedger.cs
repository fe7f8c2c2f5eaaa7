using Escalation.Redaction;

namespace Escalation.Handoff;

/// <summary>Counts what is redacted while a package is made.</summary>
internal sealed class RedactionLedger
{
    private readonly Dictionary<(string Field, DataClass Class, RedactionMethod Method), int> _counts = [];
    private readonly HashSet<DataClass> _found = [];

    /// <summary>The classes that were found in texts, kept ones too.</summary>
    internal IReadOnlyCollection<DataClass> Found => _found;

    internal void Add(string field, DataClass data, RedactionMethod method)
    {
        if (method != RedactionMethod.Keep)
        {
            _counts[(field, data, method)] = _counts.GetValueOrDefault((field, data, method)) + 1;
        }
    }

    internal void Saw(DataClass data) => _found.Add(data);

    internal RedactionReport Report(string? keyId) => _counts.Count == 0
        ? RedactionReport.Nothing
        : new RedactionReport(
            [.. _counts
                .Select(entry => new RedactionCount(entry.Key.Field, entry.Key.Class, entry.Key.Method, entry.Value))
                .OrderBy(count => count.Field, StringComparer.Ordinal).ThenBy(count => count.Class.Code, StringComparer.Ordinal).ThenBy(count => count.Method)],
            _counts.Keys.Any(key => key.Method == RedactionMethod.Hash) ? keyId : null);
}
