using System.Globalization;
using Escalation.Auditing;
using Escalation.Statistics.Sequential;

namespace Escalation.Monitoring;

/// <summary>Whether an item was drawn for an audit, and with which probability: both must be known to whoever reckons with its label later.</summary>
/// <remarks>A value. The default is no draw and is refused wherever one is due.</remarks>
public readonly record struct AuditDraw
{
    /// <summary>Creates a draw.</summary>
    /// <param name="propensity">The probability with which the item was drawn, from <see cref="WeightedLoss.LeastPropensity"/> to 1; 1 means that it always is.</param>
    /// <param name="isSelected">Whether it was drawn, decided independently of its loss.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the propensity is NaN or out of range, or an item that is always drawn was not.</exception>
    public AuditDraw(double propensity, bool isSelected)
    {
        WeightedLoss.RequirePropensity(propensity);
        if (propensity == 1.0 && !isSelected)
        {
            throw new ArgumentOutOfRangeException(nameof(isSelected), isSelected, "isSelected must be true for a propensity of 1, but was false.");
        }

        Propensity = propensity;
        IsSelected = isSelected;
    }

    /// <summary>A label is awaited in any case.</summary>
    public static AuditDraw Always { get; } = new(1.0, isSelected: true);

    /// <summary>The probability with which the item was drawn.</summary>
    public double Propensity { get; }

    /// <summary>Whether it was drawn.</summary>
    public bool IsSelected { get; }

    /// <summary>The record of the draw for the audit log, of kind <c>sampled</c>: propensity and result.</summary>
    /// <param name="id">The turn's id.</param>
    /// <exception cref="ArgumentException">Thrown when the id is blank, too long or not well-formed UTF-16.</exception>
    /// <exception cref="InvalidOperationException">Thrown when this is the default value.</exception>
    public AuditEntry ToEntry(string id)
    {
        if (Propensity == 0.0)
        {
            throw new InvalidOperationException("The default value is no draw.");
        }

        AuditDraw draw = this;
        return new AuditEntry(new AuditKind("sampled"), Guard.NotBlank(id), writer =>
        {
            writer.WriteNumber("propensity", draw.Propensity);
            writer.WriteBoolean("selected", draw.IsSelected);
        });
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(IsSelected ? "drawn" : "not drawn")} with probability {Propensity:R}");

    internal void Require(string name)
    {
        if (Propensity == 0.0)
        {
            throw new ArgumentException($"{name} must be a draw, but is the default value.", name);
        }
    }
}
