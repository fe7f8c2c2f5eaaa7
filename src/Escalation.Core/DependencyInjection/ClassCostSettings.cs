namespace Escalation.DependencyInjection;

/// <summary>The costs of one class of decision.</summary>
public sealed class ClassCostSettings
{
    /// <summary>Cost c_w of a wrong act; finite and above <see cref="Escalation"/>.</summary>
    public double WrongAct { get; set; }

    /// <summary>Cost c_l of an escalation; finite and above 0.</summary>
    public double Escalation { get; set; }
}
