namespace MmAnalyzers.Benchmarks.Corpora.Templates;

/// <summary>Two classes that call each other under their locks: the one cycle of its module.</summary>
internal static class SettlementTemplate
{
    public static string Text(Module module) => $$"""
        namespace {{module.Namespace}};

        public sealed class {{module.Noun}}Branch
        {
            private readonly object _branchLock = new();
            private readonly {{module.Noun}}Clearing _clearing;
            private decimal _cash;

            public {{module.Noun}}Branch({{module.Noun}}Clearing clearing) => _clearing = clearing;

            public void PayOut(decimal amount)
            {
                lock (_branchLock)
                {
                    _cash -= amount;
                    _clearing.Announce(this, amount);
                }
            }

            public void Refill(decimal amount)
            {
                lock (_branchLock)
                {
                    _cash += amount;
                }
            }
        }

        public sealed class {{module.Noun}}Clearing
        {
            private readonly object _clearingLock = new();
            private readonly List<{{module.Noun}}Branch> _late = new();

            public void Announce({{module.Noun}}Branch branch, decimal amount)
            {
                lock (_clearingLock)
                {
                    if (amount > {{500 + module.Number}}m)
                    {
                        _late.Add(branch);
                    }
                }
            }

            public void RefillAll(decimal amount)
            {
                lock (_clearingLock)
                {
                    foreach (var branch in _late)
                    {
                        branch.Refill(amount);
                    }
                }
            }
        }
        """;
}
