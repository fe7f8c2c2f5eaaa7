using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Escalation.Decisions;
using Escalation.Statistics;

namespace Escalation.Calibration.Counting;

/// <summary>For every threshold of a grid, how many items it acts on and how many of them are errors: all that a calibration with exact p-values needs of the data, whatever their number.</summary>
/// <remarks>Made by a <see cref="ThresholdCounter"/>, by merging, or read from JSON. Immutable and safe to share between threads. Merging is associative and commutative.</remarks>
public sealed class ThresholdCounts : IEquatable<ThresholdCounts>
{
    /// <summary>The version of the JSON document that this library writes and reads.</summary>
    public const string Schema = "escalation-threshold-counts/1";

    private readonly long[] _items;
    private readonly long[] _errors;
    private readonly UInt128[] _units;
    private readonly long[] _acted;
    private readonly long[] _actedErrors;
    private readonly UInt128[] _actedUnits;

    /// <summary>Takes ownership of the arrays: bucket b holds the items whose scores reach exactly b thresholds.</summary>
    internal ThresholdCounts(ThresholdGrid grid, ScoreDirection direction, CountedLosses losses, long[] items, long[] errors, UInt128[] units, string? dataSha256)
    {
        Grid = grid;
        Direction = direction;
        Losses = losses;
        DataSha256 = dataSha256;
        _items = items;
        _errors = errors;
        _units = units;
        bool above = direction != ScoreDirection.HigherDelegates;
        _acted = Cumulation.Of(items, above, out long n);
        _actedErrors = Cumulation.Of(errors, above, out _);
        _actedUnits = Cumulation.Of(units, above);
        N = n;
    }

    /// <summary>The thresholds.</summary>
    public ThresholdGrid Grid { get; }

    /// <summary>Which side of a threshold acts.</summary>
    public ScoreDirection Direction { get; }

    /// <summary>Which losses were counted.</summary>
    public CountedLosses Losses { get; }

    /// <summary>How many items there are, acted on or not.</summary>
    public long N { get; }

    /// <summary>The fingerprint of the data in file order, where somebody computed it; null otherwise, and after merging, since the parts of a file do not tell the fingerprint of the whole.</summary>
    public string? DataSha256 { get; }

    /// <summary>SHA-256 of <see cref="ToJson"/> of these counts without a data fingerprint, as 64 lowercase hexadecimal digits: what a certificate carries where nobody computed the fingerprint of the data. However the data were cut and merged, it is the same; so it is for <see cref="ScoreDirection.LowerDelegates"/> and <see cref="ScoreDirection.HigherActs"/>, which act on the same scores, and for losses of 0 and 1 counted as bounded ones.</summary>
    public string CountsSha256 => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Plain().ToJson())));

    /// <summary>Whether every loss is 0 or 1.</summary>
    internal bool AreZeroOrOne
    {
        get
        {
            for (int bucket = 0; bucket < _units.Length; bucket++)
            {
                if (_units[bucket] != (UInt128)_errors[bucket] * LossUnits.Of(1.0))
                {
                    return false;
                }
            }

            return Losses != CountedLosses.None;
        }
    }

    internal ReadOnlySpan<long> Items => _items;

    internal ReadOnlySpan<long> ErrorItems => _errors;

    internal ReadOnlySpan<UInt128> Units => _units;

    /// <summary>How many items a threshold acts on.</summary>
    /// <param name="index">The threshold's place in <see cref="Grid"/>, from 0.</param>
    /// <exception cref="IndexOutOfRangeException">Thrown when there is no such threshold.</exception>
    public long Acted(int index) => _acted[index];

    /// <summary>How many items a threshold delegates: all that it does not act on.</summary>
    /// <param name="index">The threshold's place in <see cref="Grid"/>, from 0.</param>
    /// <exception cref="IndexOutOfRangeException">Thrown when there is no such threshold.</exception>
    public long Delegated(int index) => N - _acted[index];

    /// <summary>How many of the items that a threshold acts on have a loss above 0. For losses of 0 or 1 these are the errors; for bounded losses this is at least <see cref="LossSum"/>.</summary>
    /// <param name="index">The threshold's place in <see cref="Grid"/>, from 0.</param>
    /// <exception cref="IndexOutOfRangeException">Thrown when there is no such threshold.</exception>
    /// <exception cref="InvalidOperationException">Thrown when no losses were counted.</exception>
    public long Errors(int index)
    {
        RequireLosses();
        return _actedErrors[index];
    }

    /// <summary>The sum of the losses of the items that a threshold acts on: never below the true sum, and for n items above it by less than n 2^-62 and the rounding to the next double.</summary>
    /// <param name="index">The threshold's place in <see cref="Grid"/>, from 0.</param>
    /// <exception cref="IndexOutOfRangeException">Thrown when there is no such threshold.</exception>
    /// <exception cref="InvalidOperationException">Thrown when no losses were counted.</exception>
    public double LossSum(int index) => Losses == CountedLosses.Bounded ? LossUnits.ToSum(_actedUnits[index]) : Errors(index);

    /// <summary>The counts of these data and others together.</summary>
    /// <param name="other">Counts over the same grid, in the same direction, of the same kind of losses.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="other"/> is null.</exception>
    /// <exception cref="ArgumentException">Thrown when grid, direction or losses differ.</exception>
    /// <exception cref="OverflowException">Thrown when there would be more than 2^63 - 1 items.</exception>
    public ThresholdCounts Merge(ThresholdCounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        other.RequireLike(Grid, Direction, Losses, nameof(other));
        return new ThresholdCounts(Grid, Direction, Losses, Cumulation.Sum(_items, other._items), Cumulation.Sum(_errors, other._errors), Cumulation.Sum(_units, other._units), dataSha256: null);
    }

    /// <summary>The counts of the same scores as if no losses had been counted. They carry no data fingerprint, which without losses is another one.</summary>
    public ThresholdCounts WithoutLosses() => new(Grid, Direction, CountedLosses.None, _items, new long[_items.Length], [], dataSha256: null);

    /// <summary>The counts as one line of JSON, integers throughout; <see cref="Parse"/> gives the same counts back.</summary>
    public string ToJson() => ThresholdCountsWriter.Write(this);

    /// <summary>Reads counts from JSON, strictly: unknown, missing, repeated or differently cased keys, another schema version, another grid, counts that contradict each other and trailing text are all refused.</summary>
    /// <param name="json">The document.</param>
    /// <param name="grid">The grid that was counted over; the document holds its hash and not its thresholds.</param>
    /// <exception cref="ArgumentNullException">Thrown when an argument is null.</exception>
    /// <exception cref="ThresholdCountsFormatException">Thrown when the document is not such counts; the message names the field.</exception>
    public static ThresholdCounts Parse(string json, ThresholdGrid grid)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(grid);
        return ThresholdCountsParser.Parse(json, grid);
    }

    /// <inheritdoc/>
    public bool Equals(ThresholdCounts? other) =>
        other is not null
        && Direction == other.Direction
        && Losses == other.Losses
        && Grid.Summary == other.Grid.Summary
        && string.Equals(DataSha256, other.DataSha256, StringComparison.Ordinal)
        && Items.SequenceEqual(other.Items)
        && ErrorItems.SequenceEqual(other.ErrorItems)
        && Units.SequenceEqual(other.Units);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ThresholdCounts);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Grid.Summary, Direction, Losses, N, _acted[0], _actedErrors[0]);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{N} items over {Grid.Count} thresholds from {Grid.First:R} to {Grid.Last:R}");

    internal void RequireLike(ThresholdGrid grid, ScoreDirection direction, CountedLosses losses, string name)
    {
        if (Grid.Summary != grid.Summary)
        {
            throw new ArgumentException($"{name} must be over the same grid, {grid.Summary.Sha256}, but is over {Grid.Summary.Sha256}.", name);
        }

        if (Direction != direction || Losses != losses)
        {
            throw new ArgumentException($"{name} must be of direction {direction} and losses {losses}, but is of {Direction} and {Losses}.", name);
        }
    }

    /// <summary>Throws when there are more items than exact tails are computed for.</summary>
    internal void RequireTestable(string name)
    {
        if (N > BinomialTail.MaxTrials)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} must hold at most {BinomialTail.MaxTrials} items, but hold {N}."), name);
        }
    }

    /// <summary>The counts in the one form that all of the same meaning share.</summary>
    private ThresholdCounts Plain()
    {
        bool binary = AreZeroOrOne;
        return new ThresholdCounts(
            Grid,
            Direction == ScoreDirection.HigherDelegates ? Direction : ScoreDirection.HigherActs,
            binary ? CountedLosses.ZeroOne : Losses,
            _items,
            _errors,
            binary ? [] : _units,
            dataSha256: null);
    }

    private void RequireLosses()
    {
        if (Losses == CountedLosses.None)
        {
            throw new InvalidOperationException("No losses were counted, only scores.");
        }
    }
}
