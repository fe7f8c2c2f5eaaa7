using System.Globalization;

namespace Escalation.Evaluation;

/// <summary>A metric's value, or the reason why the data do not define it. Never NaN.</summary>
/// <remarks>Immutable. The default value is undefined for want of items.</remarks>
public readonly record struct MetricValue
{
    private readonly double _value;
    private readonly MetricUndefined _reason;

    private MetricValue(double value, MetricUndefined reason, bool isDefined)
    {
        _value = value;
        _reason = reason;
        IsDefined = isDefined;
    }

    /// <summary>Whether there is a value.</summary>
    public bool IsDefined { get; }

    /// <summary>The value, finite; null when the data do not define it.</summary>
    public double? Value => IsDefined ? _value : null;

    /// <summary>Why there is no value; null when there is one.</summary>
    public MetricUndefined? Reason => IsDefined ? null : _reason;

    /// <summary>A value.</summary>
    /// <param name="value">A finite number.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="value"/> is not finite.</exception>
    public static MetricValue Of(double value) => new(Guard.Finite(value), default, isDefined: true);

    /// <summary>No value.</summary>
    /// <param name="reason">Why.</param>
    public static MetricValue Undefined(MetricUndefined reason) => new(0.0, reason, isDefined: false);

    /// <summary>The value in shortest round-trip form, or the reason.</summary>
    public override string ToString() => IsDefined ? _value.ToString("R", CultureInfo.InvariantCulture) : $"undefined ({_reason})";
}
