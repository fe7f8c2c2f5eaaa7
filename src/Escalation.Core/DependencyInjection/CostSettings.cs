namespace Escalation.DependencyInjection;

/// <summary>The costs of the cost-ratio rule.</summary>
public sealed class CostSettings
{
    /// <summary>Cost c_w of a wrong act; finite and above <see cref="Escalation"/>.</summary>
    public double WrongAct { get; set; }

    /// <summary>Cost c_l of an escalation; finite and above 0.</summary>
    public double Escalation { get; set; }

    /// <summary>q, the probability in [0, 1] that the expert is right; null counts as perfect, unless the turn says.</summary>
    public double? ExpertIsRight { get; set; }

    /// <summary>Costs of single classes of decision, by name.</summary>
    public IDictionary<string, ClassCostSettings> Classes { get; } = new Dictionary<string, ClassCostSettings>(StringComparer.Ordinal);
}
