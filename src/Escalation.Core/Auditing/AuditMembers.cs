using System.Text.Json;

namespace Escalation.Auditing;

/// <summary>Reads the members of an object in one fixed order, so that a record has exactly one form.</summary>
internal ref struct AuditMembers
{
    private JsonElement.ObjectEnumerator _members;
    private bool _present;

    internal AuditMembers(JsonElement json)
    {
        _members = json.EnumerateObject();
        _present = _members.MoveNext();
    }

    internal JsonElement Next(string name) => TryNext(name, out JsonElement value)
        ? value
        : throw new FormatException($"A record must have the member '{name}' in its place.");

    internal bool TryNext(string name, out JsonElement value)
    {
        if (!_present || !string.Equals(_members.Current.Name, name, StringComparison.Ordinal))
        {
            value = default;
            return false;
        }

        value = _members.Current.Value;
        _present = _members.MoveNext();
        return true;
    }

    internal readonly void End()
    {
        if (_present)
        {
            throw new FormatException($"A record has the unknown member '{_members.Current.Name}'.");
        }
    }
}
