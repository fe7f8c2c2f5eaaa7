using System.Globalization;

namespace Escalation.Decisions;

/// <summary>A condition on <see cref="AgentTurn.Attributes"/>: a trigger under it speaks only while it holds.</summary>
/// <remarks>
/// A condition mutes and does nothing else, so what is not known mutes nothing. An attribute that is absent or blank leaves a comparison undecided (three-valued logic of Kleene), and an
/// undecided condition counts as one that holds; <see cref="Exists"/> is always decided, and <c>All(Exists("amount"), GreaterThan("amount", 100))</c> mutes where there is no amount. An attribute that
/// is compared with a number and is no finite number is missing as <c>score-undefined</c>, which escalates through <see cref="Not"/>, <see cref="All"/> and <see cref="Any"/>. Every part is
/// looked at, always. Texts are compared ordinally without regard to case, white space around them left out; numbers are read invariantly. Immutable, safe for concurrent use; linear in its
/// parts, allocates nothing.
/// </remarks>
public sealed class TurnCondition
{
    /// <summary>How deep conditions can be nested.</summary>
    public const int MaximumDepth = 16;

    private readonly Kind _kind;
    private readonly string _attribute;
    private readonly string[] _values;
    private readonly double _bound;
    private readonly TurnCondition[] _parts;
    private readonly int _depth;

    private TurnCondition(Kind kind, string attribute, string[] values, double bound = double.NaN)
    {
        _kind = kind;
        _attribute = Guard.NotBlank(attribute);
        _values = values;
        _bound = bound;
        _parts = [];
        _depth = 1;
    }

    private TurnCondition(Kind kind, TurnCondition[] parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Length == 0 || Array.Exists(parts, part => part is null))
        {
            throw new ArgumentException("parts must hold at least one condition and no null.", nameof(parts));
        }

        _kind = kind;
        _attribute = "";
        _values = [];
        _parts = [.. parts];
        _depth = 1 + parts.Max(part => part._depth);
        if (_depth > MaximumDepth)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Conditions can be nested {MaximumDepth} deep, but these are {_depth}."), nameof(parts));
        }
    }

    private enum Kind
    {
        In,
        GreaterThan,
        LessThan,
        Exists,
        All,
        Any,
        Not,
    }

    /// <summary>Everything that decides its result, canonically.</summary>
    internal string Configuration => string.Create(
        CultureInfo.InvariantCulture,
        $"{_kind}({_attribute.Length}:{_attribute};{_bound:R};{string.Concat(_values.Select(value => $"{value.Length}:{value}"))};{string.Concat(_parts.Select(part => part.Configuration))})");

    /// <summary>Holds when the attribute has this value.</summary>
    /// <param name="attribute">The attribute's name, compared as the turn's dictionary compares.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">Thrown when the name or the value is blank.</exception>
    public static TurnCondition EqualTo(string attribute, string value) => In(attribute, value);

    /// <summary>Holds when the attribute has one of these values.</summary>
    /// <param name="attribute">The attribute's name.</param>
    /// <param name="values">At least one, none blank.</param>
    /// <exception cref="ArgumentException">Thrown when the name or a value is blank, or there is no value.</exception>
    public static TurnCondition In(string attribute, params string[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Length > 0
            ? new TurnCondition(Kind.In, attribute, Array.ConvertAll(values, value => Guard.NotBlank(value, nameof(values)).Trim()))
            : throw new ArgumentException("values must hold at least one value, but is empty.", nameof(values));
    }

    /// <summary>Holds when the attribute is a number above the bound; equality does not hold.</summary>
    /// <param name="attribute">The attribute's name.</param>
    /// <param name="bound">The bound; finite, in the attribute's unit.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the bound is not finite.</exception>
    public static TurnCondition GreaterThan(string attribute, double bound) => new(Kind.GreaterThan, attribute, [], Guard.Finite(bound));

    /// <summary>Holds when the attribute is a number below the bound; equality does not hold.</summary>
    /// <param name="attribute">The attribute's name.</param>
    /// <param name="bound">The bound; finite, in the attribute's unit.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the bound is not finite.</exception>
    public static TurnCondition LessThan(string attribute, double bound) => new(Kind.LessThan, attribute, [], Guard.Finite(bound));

    /// <summary>Holds when the attribute is there and not blank, and fails otherwise: the one condition that an absent attribute decides.</summary>
    /// <param name="attribute">The attribute's name.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank.</exception>
    public static TurnCondition Exists(string attribute) => new(Kind.Exists, attribute, []);

    /// <summary>Holds when all parts hold.</summary>
    /// <param name="parts">At least one.</param>
    /// <exception cref="ArgumentException">Thrown when there is no part, one is null, or they are nested deeper than <see cref="MaximumDepth"/>.</exception>
    public static TurnCondition All(params TurnCondition[] parts) => new(Kind.All, parts);

    /// <summary>Holds when at least one part holds.</summary>
    /// <param name="parts">At least one.</param>
    /// <exception cref="ArgumentException">Thrown when there is no part, one is null, or they are nested deeper than <see cref="MaximumDepth"/>.</exception>
    public static TurnCondition Any(params TurnCondition[] parts) => new(Kind.Any, parts);

    /// <summary>Holds when the part fails; undecided when it is.</summary>
    /// <param name="part">The part.</param>
    /// <exception cref="ArgumentException">Thrown when the part is null, or nested too deep.</exception>
    public static TurnCondition Not(TurnCondition part) => new(Kind.Not, [part]);

    /// <inheritdoc/>
    public override string ToString() => _kind switch
    {
        Kind.In => _values is [string only] ? $"{_attribute} = {only}" : $"{_attribute} in ({string.Join(", ", _values)})",
        Kind.GreaterThan => string.Create(CultureInfo.InvariantCulture, $"{_attribute} > {_bound:R}"),
        Kind.LessThan => string.Create(CultureInfo.InvariantCulture, $"{_attribute} < {_bound:R}"),
        Kind.Exists => $"{_attribute} exists",
        Kind.All => $"all of ({string.Join("; ", _parts.Select(part => part.ToString()))})",
        Kind.Any => $"any of ({string.Join("; ", _parts.Select(part => part.ToString()))})",
        _ => $"not ({_parts[0]})",
    };

    internal ConditionResult Evaluate(AgentTurn turn) => _kind switch
    {
        Kind.All => Join(turn, ConditionResult.Fails, ConditionResult.Holds),
        Kind.Any => Join(turn, ConditionResult.Holds, ConditionResult.Fails),
        Kind.Not => _parts[0].Evaluate(turn) switch
        {
            ConditionResult.Holds => ConditionResult.Fails,
            ConditionResult.Fails => ConditionResult.Holds,
            ConditionResult undecided => undecided,
        },
        _ => Compare(turn),
    };

    /// <summary>The signal of a trigger under this condition. A condition that fails mutes a proposal and never a failure.</summary>
    internal Signal Gate(AgentTurn turn, in Signal signal)
    {
        ConditionResult result;
        try
        {
            result = Evaluate(turn);
        }
        catch (Exception fault)
        {
            return signal.Failed ? signal : SafeEvaluation.Faulted(fault).RaisedTo(signal.Proposal);
        }

        return signal.Failed ? signal : result switch
        {
            ConditionResult.Holds or ConditionResult.Absent => signal,
            ConditionResult.Fails => Signal.NotApplicable(),
            _ => Signal.Missing(Reason.ScoreUndefined, "condition").RaisedTo(signal.Proposal),
        };
    }

    /// <summary>A malformed part outweighs everything; then what settles the whole; then what leaves it open.</summary>
    private ConditionResult Join(AgentTurn turn, ConditionResult settles, ConditionResult otherwise)
    {
        ConditionResult joined = otherwise;
        foreach (TurnCondition part in _parts)
        {
            ConditionResult result = part.Evaluate(turn);
            bool outweighs = result == ConditionResult.Malformed
                || (joined != ConditionResult.Malformed && (result == settles || (joined != settles && result == ConditionResult.Absent)));
            joined = outweighs ? result : joined;
        }

        return joined;
    }

    private ConditionResult Compare(AgentTurn turn)
    {
        string? text = turn.Attributes is { } attributes && attributes.TryGetValue(_attribute, out string? found) && !string.IsNullOrWhiteSpace(found) ? found : null;
        if (_kind == Kind.Exists)
        {
            return Decided(text is not null);
        }

        if (text is null)
        {
            return ConditionResult.Absent;
        }

        if (_kind == Kind.In)
        {
            ReadOnlySpan<char> trimmed = text.AsSpan().Trim();
            foreach (string value in _values)
            {
                if (trimmed.Equals(value, StringComparison.OrdinalIgnoreCase))
                {
                    return ConditionResult.Holds;
                }
            }

            return ConditionResult.Fails;
        }

        return !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || !double.IsFinite(number)
            ? ConditionResult.Malformed
            : Decided(_kind == Kind.GreaterThan ? number > _bound : number < _bound);
    }

    private static ConditionResult Decided(bool holds) => holds ? ConditionResult.Holds : ConditionResult.Fails;
}
