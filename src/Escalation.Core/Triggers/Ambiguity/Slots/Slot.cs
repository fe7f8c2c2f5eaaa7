using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Escalation.Triggers.Ambiguity.Slots;

/// <summary>One slot of an intent, or one argument of a tool: whether it is needed and what can be its value.</summary>
/// <remarks>Immutable, safe for concurrent use.</remarks>
public sealed class Slot
{
    /// <summary>The longest pattern, in characters.</summary>
    public const int MaximumPatternLength = 1_000;

    /// <summary>The longest value that is checked, in characters; where there is something to pass, a longer one is invalid.</summary>
    public const int MaximumValueLength = 4_096;

    private readonly Regex? _pattern;
    private readonly FrozenSet<string>? _values;
    private readonly SlotPredicate? _isValid;

    /// <summary>Creates a slot. A value must pass everything that is given.</summary>
    /// <param name="name">Its name, compared ordinally.</param>
    /// <param name="required">Whether it must have a value.</param>
    /// <param name="pattern">A regular expression that the whole value must match; only what runs in linear time is taken. Null for none.</param>
    /// <param name="values">The only values, compared ordinally without regard to case; null for any.</param>
    /// <param name="isValid">A check in code; null for none.</param>
    /// <exception cref="ArgumentException">Thrown when the name or a value is blank, the values are empty, or the pattern is blank, too long, malformed or cannot run in linear time.</exception>
    public Slot(string name, bool required = true, string? pattern = null, IEnumerable<string>? values = null, SlotPredicate? isValid = null)
    {
        Name = Guard.NotBlank(name);
        Utf8Name = Encoding.UTF8.GetBytes(name);
        IsRequired = required;
        _pattern = pattern is null ? null : Compile(name, pattern);
        _values = values is null ? null : Collect(name, values);
        _isValid = isValid;
        Configuration = string.Create(CultureInfo.InvariantCulture, $"{TriggerParts.Counted(name)}{required};{TriggerParts.Counted(pattern ?? "")}{(_values is null ? "" : string.Concat(_values.Order(StringComparer.Ordinal).Select(TriggerParts.Counted)))};{isValid is not null}");
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Whether it must have a value.</summary>
    public bool IsRequired { get; }

    internal ReadOnlyMemory<byte> Utf8Name { get; }

    internal string Configuration { get; }

    /// <summary>Whether a composite value, which no check can read, is acceptable.</summary>
    internal bool IsUnconstrained => _pattern is null && _values is null && _isValid is null;

    /// <summary>Whether a value is given, and can be one. Linear in the value; allocates nothing.</summary>
    internal SlotStatus Check(ReadOnlySpan<char> value)
    {
        value = value.Trim();
        if (value.Length > MaximumValueLength && !IsUnconstrained)
        {
            return SlotStatus.Invalid;
        }

        bool listed = _values is not null && _values.GetAlternateLookup<ReadOnlySpan<char>>().Contains(value);
        if (!listed && SlotPlaceholders.IsPlaceholder(value))
        {
            return SlotStatus.Missing;
        }

        return (_values is null || listed) && (_pattern is null || _pattern.IsMatch(value)) && (_isValid is null || _isValid(value)) ? SlotStatus.Filled : SlotStatus.Invalid;
    }

    private static Regex Compile(string name, string pattern)
    {
        Guard.NotBlank(pattern);
        if (pattern.Length > MaximumPatternLength)
        {
            throw new ArgumentException($"pattern of slot '{name}' must have at most {MaximumPatternLength} characters, but had {pattern.Length}.", nameof(pattern));
        }

        try
        {
            // Compiled alone first: a stray parenthesis must not close the group that anchors it.
            _ = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            // No time limit: matching is linear in a value of bounded length, and a busy machine must not change a decision.
            return new Regex($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);
        }
        catch (NotSupportedException refusal)
        {
            throw new ArgumentException($"pattern of slot '{name}' cannot run in linear time: {refusal.Message}", nameof(pattern), refusal);
        }
        catch (ArgumentException refusal)
        {
            throw new ArgumentException($"pattern of slot '{name}' is malformed: {refusal.Message}", nameof(pattern), refusal);
        }
    }

    private static FrozenSet<string> Collect(string name, IEnumerable<string> values)
    {
        string[] all = [.. values.Select(value => Guard.NotBlank(value, nameof(values)).Trim())];
        return all.Length > 0
            ? all.ToFrozenSet(StringComparer.OrdinalIgnoreCase)
            : throw new ArgumentException($"values of slot '{name}' must hold at least one, but are empty.", nameof(values));
    }
}
