namespace MmAnalyzers.Benchmarks.Corpora.Templates;

/// <summary>A lock under which another class takes its own, behind an interface.</summary>
internal static class LedgerTemplate
{
    public static string Text(Module module) => $$"""
        namespace {{module.Namespace}};

        public interface I{{module.Noun}}Store
        {
            decimal Balance(int id);

            void Post(int id, decimal amount, string reason);
        }

        public sealed class {{module.Noun}}Ledger : I{{module.Noun}}Store
        {
            private readonly object _sync = new();
            private readonly Dictionary<int, decimal> _balances = new();
            private readonly {{module.Noun}}Journal _journal;

            public {{module.Noun}}Ledger({{module.Noun}}Journal journal) => _journal = journal;

            public decimal Balance(int id)
            {
                lock (_sync)
                {
                    return _balances.TryGetValue(id, out var balance) ? balance : 0m;
                }
            }

            public void Post(int id, decimal amount, string reason)
            {
                lock (_sync)
                {
                    Change(id, amount);
                    _journal.Record($"{id}: {amount} for {reason}");
                }
            }

            public void Move(int from, int to, decimal amount)
            {
                if (from == to)
                {
                    return;
                }

                lock (_sync)
                {
                    Change(from, -amount);
                    Change(to, amount);
                    if (!_journal.TryRecord($"{from} to {to}", TimeSpan.FromMilliseconds(10)))
                    {
                        _journal.Record($"{from} to {to}, late");
                    }
                }
            }

            private void Change(int id, decimal amount) => _balances[id] = (_balances.TryGetValue(id, out var balance) ? balance : 0m) + amount;
        }
        """;
}
