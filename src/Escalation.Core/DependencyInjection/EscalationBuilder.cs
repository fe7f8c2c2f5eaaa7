using Microsoft.Extensions.DependencyInjection;

namespace Escalation.DependencyInjection;

internal sealed class EscalationBuilder(string name, IServiceCollection services) : IEscalationBuilder
{
    public string Name => name;

    public IServiceCollection Services => services;
}
