namespace Escalation.Core.Tests.DependencyInjection;

internal sealed class Limit(int length)
{
    public int Length => length;
}
