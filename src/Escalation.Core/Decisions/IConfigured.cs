namespace Escalation.Decisions;

/// <summary>A trigger or predictor that can say how it is configured, so that a certificate over a whole policy notices when that changes.</summary>
/// <remarks>Without this it is identified by its type and name alone: whoever changes it says so through <see cref="EscalationPolicyBuilder.Version"/>.</remarks>
public interface IConfigured
{
    /// <summary>Everything that decides its answer about a turn, besides its name, its parts and the turn: canonical text, the same for the same configuration on every machine.</summary>
    string Configuration { get; }
}
