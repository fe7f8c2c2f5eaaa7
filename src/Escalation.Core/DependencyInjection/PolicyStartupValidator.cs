using Escalation.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Escalation.DependencyInjection;

/// <summary>Builds a policy, and its runtime if it has one, at the start of the host, so that a broken one stops the start and not the first turn.</summary>
internal sealed class PolicyStartupValidator(IServiceProvider services, IEscalationPolicyProvider policies) : IValidateOptions<PolicyStartup>
{
    /// <summary>What is wrong is thrown as it is: it names the option or the part of the policy.</summary>
    public ValidateOptionsResult Validate(string? name, PolicyStartup options)
    {
        policies.Get(name ?? IEscalationPolicyProvider.DefaultName);
        services.GetKeyedService<EscalationRuntime>(name);
        return ValidateOptionsResult.Success;
    }
}
