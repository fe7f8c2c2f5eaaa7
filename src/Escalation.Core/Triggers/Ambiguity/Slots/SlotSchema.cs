using System.Globalization;
using Escalation.Decisions;

namespace Escalation.Triggers.Ambiguity.Slots;

/// <summary>What an intent, or a tool, needs to know before anybody can act on it.</summary>
/// <remarks>Immutable, safe for concurrent use. Checking is linear in slots and values, and allocates nothing unless the values cannot be read.</remarks>
public sealed class SlotSchema
{
    /// <summary>The most slots of one schema.</summary>
    public const int MaximumSlots = 64;

    /// <summary>The longest text of arguments, in UTF-16 code units.</summary>
    public const int MaximumArgumentsLength = 1 << 20;

    private readonly Slot[] _slots;

    /// <summary>Creates a schema.</summary>
    /// <param name="name">The intent as <see cref="AgentTurn.Intent"/> names it, or the tool; compared ordinally.</param>
    /// <param name="slots">From 1 to <see cref="MaximumSlots"/> slots with different names.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank, or there is no slot, too many, a null one or two of one name.</exception>
    public SlotSchema(string name, params IEnumerable<Slot> slots)
    {
        ArgumentNullException.ThrowIfNull(slots);
        Name = Guard.NotBlank(name);
        _slots = [.. slots];
        if (_slots.Length is 0 or > MaximumSlots || _slots.Contains(null!))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"slots of '{name}' must be from 1 to {MaximumSlots} and not null, but are {_slots.Length}."), nameof(slots));
        }

        if (_slots.GroupBy(slot => slot.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"slots of '{name}' must have different names, but two are '{twice.Key}'.", nameof(slots));
        }
    }

    /// <summary>The intent, or the tool.</summary>
    public string Name { get; }

    /// <summary>The slots.</summary>
    public IReadOnlyList<Slot> Slots => _slots;

    internal string Configuration => $"{TriggerParts.Counted(Name)}{string.Concat(_slots.Select(slot => TriggerParts.Counted(slot.Configuration)))}";

    /// <summary>Checks values by name. What the schema does not know is ignored.</summary>
    /// <param name="values">The values; null counts as none given.</param>
    public SlotReport Check(IReadOnlyDictionary<string, string>? values)
    {
        Span<SlotStatus> status = stackalloc SlotStatus[_slots.Length];
        for (int i = 0; i < _slots.Length; i++)
        {
            status[i] = values is not null && values.TryGetValue(_slots[i].Name, out string? value) && value is not null ? _slots[i].Check(value) : SlotStatus.Missing;
        }

        return Report(status);
    }

    /// <summary>Checks a tool's arguments: the members of one JSON object. Null and blank text count as none given; so does a member that is null. What the schema does not know is ignored.</summary>
    /// <param name="arguments">The arguments as JSON.</param>
    public SlotReport CheckArguments(string? arguments)
    {
        Span<SlotStatus> status = stackalloc SlotStatus[_slots.Length];
        status.Clear();
        if (string.IsNullOrWhiteSpace(arguments))
        {
            return Report(status);
        }

        if (arguments.Length > MaximumArgumentsLength)
        {
            return SlotReport.Without(Reason.InputTooLarge, "arguments");
        }

        return SlotArguments.TryRead(arguments, _slots, status, out string? fault)
            ? Report(status)
            : SlotReport.Without(Reason.ScoreUndefined, fault);
    }

    private SlotReport Report(ReadOnlySpan<SlotStatus> status)
    {
        int required = 0, missing = 0, invalid = 0, firstMissing = -1, firstInvalid = -1;
        for (int i = 0; i < status.Length; i++)
        {
            required += _slots[i].IsRequired ? 1 : 0;
            if (status[i] == SlotStatus.Invalid)
            {
                invalid++;
                firstInvalid = firstInvalid < 0 ? i : firstInvalid;
            }
            else if (status[i] == SlotStatus.Missing && _slots[i].IsRequired)
            {
                missing++;
                firstMissing = firstMissing < 0 ? i : firstMissing;
            }
        }

        int first = firstMissing >= 0 ? firstMissing : firstInvalid;
        return new SlotReport { Required = required, Missing = missing, Invalid = invalid, First = first < 0 ? null : _slots[first].Name };
    }
}
