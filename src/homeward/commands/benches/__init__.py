"""What `./homeward bench` measures: each module holds one thing to run; `bench` runs them side by side and prints.

`histories` makes a child's events of any number, `ten_duties` a small protocol and one episode's ten events. The same
ten duties stand twice more: `by_hand` as a plain function, `bpmn` as a process for SpiffWorkflow.
"""
